import { destination, pino } from "pino";
import { createStub } from "../stub/create-stub.js";
import type { ServeArguments } from "./arguments.js";

/** Where the process talks to people and to its supervisor. */
export interface Console {
  readonly print: (line: string) => void;
  /** Resolves at the first SIGTERM or SIGINT. */
  readonly stopped: () => Promise<void>;
}

/** Loaded for those who have a file: the YAML parser takes longer to load than the store. */
const readFile = async (file: string) => (await import("../control/config-file.js")).readConfigFile(file);

/** Serves until it is told to stop, then answers what was accepted. */
export const serve = async (options: ServeArguments, { print, stopped }: Console): Promise<void> => {
  const { config: file, port, host, prefix, allowHosts, logLevel } = options;
  const config = file === undefined ? undefined : await readFile(file);
  const logger = pino({ level: logLevel, name: "server-stub" }, destination({ fd: 2, sync: true }));
  const stub = createStub({
    store: options.store,
    allowHosts,
    logger,
    ...(prefix !== undefined && { prefix }),
    ...(config && { startConfig: config }),
    ...(file !== undefined && { reloadConfig: () => readFile(file) }),
  });
  try {
    await stub.open();
    const { url, token } = await stub.listen({ port, host });
    if (token !== undefined) {
      print(`token ${token}`);
      print(`inbox ${url}/?token=${token}`);
    }
    // Listened for before anybody can know that the stub is ready, and so may end it.
    const end = stopped();
    print(`ready ${url}`);
    await end;
  } finally {
    await stub.close();
  }
};
