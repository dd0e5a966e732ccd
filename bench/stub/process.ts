import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { cpuTimeOf, type CpuTime } from "./cpu-time.ts";
import type { Job, Result } from "./generator.ts";

/** A server under measurement, in a process of its own. */
export interface Server {
  readonly url: string;
  /** Resident memory in MiB, where the system tells. */
  memory(): Promise<number | undefined>;
  /** What it has worked so far, where the system tells. */
  cpuTime(): Promise<CpuTime | undefined>;
  stop(): Promise<void>;
}

export const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
export const stubCli = fileOf("../../packages/server-stub/dist/cli.js");

/** Starts `node …args` and waits for its first `ready <url>`. */
export const startServer = async (args: readonly string[], ready = /ready (?<url>http:\/\/\S+)/u): Promise<Server> => {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = ready.exec(said)?.groups?.["url"];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with ${code}: ${said}`)));
  });
  return {
    url,
    memory: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
      const kibi = /VmRSS:\s+(?<size>\d+)/u.exec(status)?.groups?.["size"];
      return kibi === undefined ? undefined : Number(kibi) / 1024;
    },
    cpuTime: async () => (child.pid === undefined ? undefined : cpuTimeOf(child.pid)),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
      await once(child, "exit");
      clearTimeout(timer);
    },
  };
};

/** Runs the load generator and reads its figures. @throws Error when answers went wrong */
export const load = async (job: Job): Promise<Result> => {
  const child = spawn(process.execPath, [fileOf("./generator.ts"), JSON.stringify(job)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
  const result: Result = JSON.parse(said);
  if (result.wrong > 0) throw new Error(`${result.wrong} answers of ${job.url} went wrong`);
  return result;
};
