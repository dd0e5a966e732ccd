import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const cli =
  process.env["INBOX_STUB"] ??
  join(dirname(fileURLToPath(import.meta.url)), "..", "..", "server-stub", "dist", "cli.js");

/** A stub in a process of its own, as a developer runs it. */
export type RunningStub = {
  readonly url: string;
  readonly port: number;
  /** Ends the process; the port is free afterwards. */
  readonly stop: () => Promise<void>;
};

const readyAddress = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error("The stub has no standard output.");
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^ready (http:\/\/\S+)$/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error("The stub ended before it was ready.");
};

/** Starts a stub in memory on the given port, or on any that is free, with further flags. */
export const startStub = async (port = 0, flags: readonly string[] = []): Promise<RunningStub> => {
  const child = spawn(process.execPath, [cli, "--port", String(port), "--store", "memory", ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await readyAddress(child);
  child.stdout.resume();
  return {
    url,
    port: Number(new URL(url).port),
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
};
