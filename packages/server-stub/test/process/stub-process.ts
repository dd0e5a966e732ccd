import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** A stub in a process of its own, as `server-stub` starts it. */
export interface StubProcess {
  readonly url: string;
  /** Resolves with the exit code once the process is gone; `null` when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const exited = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
};

const start = async (program: string, args: readonly string[]): Promise<StubProcess> => {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const ready = /^ready (?<url>\S+)$/mu.exec(said);
      if (ready?.groups?.["url"] !== undefined) resolve(ready.groups["url"]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => reject(new Error(`the stub ended with ${code}: ${said.trim()}`)));
  });
  return {
    url,
    end: (signal) => {
      child.kill(signal);
      return exited(child);
    },
  };
};

const command = (args: readonly string[]): readonly [program: string, ...args: string[]] => [
  process.execPath,
  cli,
  "--port",
  "0",
  ...args,
];

/** Starts the built CLI on a free port. @throws Error with what the process said when it ends instead */
export const startStub = (...args: readonly string[]): Promise<StubProcess> => {
  const [program, ...rest] = command(args);
  return start(program, rest);
};

/** What a shell limits for its programs: the size of a file, in blocks that shells do not agree on (512 or 1024 bytes), or open files. */
export type Limit = "-f" | "-n";

/** The same under such a limit. */
export const startLimited = (limit: Limit, most: number, ...args: readonly string[]): Promise<StubProcess> =>
  start("sh", ["-c", `ulimit ${limit} ${most} && exec "$0" "$@"`, ...command(args)]);
