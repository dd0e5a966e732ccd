import { makeStubAndStore } from "../stub/make-stub.js";
import type { Store } from "../store/store.js";
import type { Stub } from "../stub/stub.js";
import type { ServeArguments } from "./arguments.js";
import { chooseCertificate } from "./certificate.js";
import { findConfigFile } from "./config-files.js";
import { keptElsewhere, keptState } from "./kept-state.js";
import { lazyLogger } from "./lazy-logger.js";
import { nextSteps, pageLink } from "./next-steps.js";
import { nameSource } from "./option-source.js";
import { ignoreStateFolder, startsAnew, stateFolder } from "./state-folder.js";

/** Where the process talks to people and to its supervisor. */
export interface Console {
  readonly print: (line: string) => void;
  /** Says something to people alone. */
  readonly advise: (text: string) => void;
  /** Resolves at the first SIGTERM or SIGINT. */
  readonly stopped: () => Promise<void>;
}

/** Loaded for those who have a file: the YAML parser takes longer to load than the store. */
const readFile = async (file: string, closing?: AbortSignal) =>
  (await import("../control/config-file.js")).readConfigFile(file, closing);

/** The configuration's file: the one that was named, or else the one in the working folder. */
const chooseFile = ({ config }: ServeArguments, print: (line: string) => void): string | undefined => {
  if (config) return config.value;
  const { file, others } = findConfigFile();
  const aside = others.length > 0 ? ` (not ${others.join(", ")})` : "";
  if (file !== undefined) print(`config ${file}${aside}`);
  return file;
};

const openStub = async (
  options: ServeArguments,
  print: Console["print"],
): Promise<{ stub: Stub; store: Store; isConfigured: boolean }> => {
  const { store: url, prefix, allowHosts, allowOrigins, logLevel } = options;
  const file = chooseFile(options, print);
  const config = file === undefined ? undefined : await readFile(file);
  const logger = lazyLogger(logLevel);
  const given = {
    store: url,
    allowHosts,
    allowOrigins,
    logger,
    ...(prefix !== undefined && { prefix }),
    ...(config && { startConfig: config }),
    ...(file !== undefined && { reloadConfig: (closing: AbortSignal) => readFile(file, closing) }),
  };
  const { stub, store } = makeStubAndStore(given);
  return { stub, store, isConfigured: config !== undefined };
};

const listen = async (stub: Stub, options: ServeArguments, { print, advise }: Console): Promise<string> => {
  const { port, host, store, prefix, token: given } = options;
  const certificate = await chooseCertificate(options);
  if (certificate?.file !== undefined) print(`certificate ${certificate.file}`);
  const { url, token } = await stub.listen({
    port,
    host,
    ...(given !== undefined && { token: given }),
    ...(certificate && { tls: { cert: certificate.cert, key: certificate.key } }),
  });
  if (token !== undefined) {
    if (given === undefined) print(`token ${token}`);
    print(`inbox ${pageLink(url, token)}`);
  }
  advise(nextSteps({ url, token, store, prefix, certificate: certificate?.file }));
  return url;
};

const serveStub = async (options: ServeArguments, console: Console): Promise<void> => {
  const { print, stopped } = console;
  for (const hint of options.hints) print(`note ${hint}`);
  // Asked before the store is opened, which makes its file.
  const isAnew = startsAnew(options.store);
  const { stub, store, isConfigured } = await openStub(options, print);
  try {
    await stub.open();
    await ignoreStateFolder(stateFolder(options.store));
    if (!isAnew) for (const line of [...keptState(store, isConfigured), ...(await keptElsewhere(store))]) print(line);
    const url = await listen(stub, options, console);
    // Listened for before anybody can know that the stub is ready, and so may end it.
    const end = stopped();
    print(`ready ${url}`);
    await end;
  } finally {
    await stub.close();
  }
};

/**
 * Serves until it is told to stop, then answers what was accepted.
 *
 * @throws StubError naming the flag, the variable or the file that is at fault, its value and the mend.
 */
export const serve = async (options: ServeArguments, console: Console): Promise<void> => {
  try {
    await serveStub(options, console);
  } catch (error) {
    throw nameSource(error, options);
  }
};
