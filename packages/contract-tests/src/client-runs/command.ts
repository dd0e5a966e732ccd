import { CannotRun } from "../cli/cannot-run.js";
import { createMask } from "../engine/mask.js";
import { privatePem } from "./identity.js";
import { createKeyFiles, type KeyFiles } from "./key-files.js";
import { lastLineOf } from "./outcome-line.js";
import { runCommand, type Ended } from "./process.js";
import type { Ran, Runner, Task } from "./runner.js";

interface Commanding {
  readonly command: string;
  /** Milliseconds for one run. */
  readonly timeout: number;
  /** Ends all that runs. */
  readonly signal: AbortSignal;
}

/** A client that is a command, run once for each task; `close` removes its keys. */
export const commandRunner = ({ command, timeout, signal }: Commanding): Runner & { readonly close: () => void } => {
  const keys = createKeyFiles();
  return {
    kills: true,
    close: keys.remove,
    run: async (task) => {
      const input = JSON.stringify(task.request);
      const signals = task.kill === undefined ? [signal] : [signal, task.kill];
      const ended = await runCommand(command, { env: environmentOf(task, input, keys), input, timeout, signals });
      return ranOf(ended, { task, timeout });
    },
  };
};

const environmentOf = (task: Task, input: string, keys: KeyFiles): NodeJS.ProcessEnv => {
  const { identity, signed } = task;
  const files = keys.of(identity);
  return {
    ...process.env,
    // curl, Python and others would ask a proxy for 127.0.0.1.
    NO_PROXY: unproxied(process.env["NO_PROXY"]),
    no_proxy: unproxied(process.env["no_proxy"] ?? process.env["NO_PROXY"]),
    CONTRACT_SCENARIO: task.id,
    CONTRACT_OPERATION: task.operation,
    CONTRACT_BASE_URL: task.baseUrl,
    CONTRACT_CLIENT_ID: identity.clientId,
    CONTRACT_REQUEST: input,
    CONTRACT_KEY_VERSION: signed ? identity.keyVersion : undefined,
    CONTRACT_PRIVATE_KEY: signed ? files.privateKey : undefined,
    CONTRACT_PLATFORM_PUBLIC_KEY: signed ? files.platformPublicKey : undefined,
  };
};

const unproxied = (list: string | undefined): string => ["127.0.0.1", ...(list ? [list] : [])].join(",");

const longest = 600;

const ranOf = (ended: Ended, { task, timeout }: { task: Task; timeout: number }): Ran => {
  const mask = maskOf(task);
  const stderr = mask(ended.stderr.trim()).slice(-longest);
  // What a shell says of a command that is not there, or must not be run.
  if (ended.code === 127 || ended.code === 126) throw new CannotRun(`The command cannot be run: ${lastLine(stderr)}`);
  if (task.kill?.aborted === true) return {};
  const withErrors = (ran: Ran): Ran => ({ ...ran, ...(stderr === "" ? {} : { stderr }) });
  if (ended.timedOut) {
    return withErrors({ trouble: `The command did not end within ${timeout / 1000} s, and was killed`, endless: true });
  }
  const said = lastLineOf(ended.stdout);
  if ("line" in said) return withErrors({ line: said.line });
  if ("garbage" in said)
    return withErrors({ trouble: `The last line of the output cannot be read: ${mask(said.garbage)}` });
  if (ended.code !== 0) {
    const how = ended.signal === null ? `with exit code ${ended.code}` : `by ${ended.signal}`;
    return withErrors({ refused: true, trouble: `The command ended ${how} and without an outcome line` });
  }
  const silence =
    said.nothing === ""
      ? "the command printed nothing"
      : `the last line of its output is no outcome: ${mask(said.nothing).slice(0, 120)}`;
  return withErrors({ silence });
};

const lastLine = (text: string): string => text.split("\n").at(-1) ?? "";

/** The task's access token and private key, in whatever shape they come back. */
const maskOf = ({ request, identity }: Task): ((text: string) => string) => {
  const pem = privatePem(identity.client);
  const lines = pem.split("\n").filter((line) => line.length > 20 && !line.startsWith("-----"));
  const token = request["accessToken"];
  return createMask([...lines, lines.join(""), ...(typeof token === "string" ? [token] : [])]);
};
