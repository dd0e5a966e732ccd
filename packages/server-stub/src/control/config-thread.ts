import { existsSync } from "node:fs";
import { totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import type { Worker } from "node:worker_threads";
import { CLOSED } from "../model/closed.js";
import { codeOf } from "../model/error-code.js";
import { StubError } from "../model/errors.js";
import type { Config } from "../model/config.js";
import { refuse } from "./config-refusal.js";

/** What the thread gets. */
export interface FileToJudge {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What the thread says: the configuration as JSON, or the words of a refusal. */
export type FileVerdict = { readonly config: string } | { readonly refused: string };

/** How a file is judged apart; replaced in tests. */
export interface Thread {
  readonly program: URL;
  /** MiB. */
  readonly memory: number;
}

/** MiB: sixteen million characters of users take two thirds of it. */
const MOST_MEMORY = 3072;

/** Never more than half of what there is, so that a file ends the thread and not the process. */
const availableMemory = (): number => {
  const limit = globalThis.process.constrainedMemory();
  const all = limit > 0 && limit < totalmem() ? limit : totalmem();
  return Math.min(MOST_MEMORY, Math.floor(all / 2 / 2 ** 20));
};

const thisThread = (): Thread => ({
  program: new URL("./config-worker.js", import.meta.url),
  memory: availableMemory(),
});

/** Undefined where there are no threads, or where this runs from its sources: their program is a file of the build. */
const startThread = async (job: FileToJudge, { program, memory }: Thread): Promise<Worker | undefined> => {
  if (!existsSync(fileURLToPath(program))) return undefined;
  try {
    const { Worker } = await import("node:worker_threads");
    const resourceLimits = { maxOldGenerationSizeMb: memory };
    return new Worker(program, { workerData: job, resourceLimits, execArgv: [], name: "config" });
  } catch {
    return undefined;
  }
};

/** Undefined when it ended before it had begun. */
const verdictOf = (thread: Worker, file: string, memory: number): Promise<FileVerdict | undefined> =>
  new Promise((resolve, reject) => {
    let hasBegun = false;
    thread.once("online", () => {
      hasBegun = true;
    });
    thread.once("message", (said: FileVerdict) => resolve(said));
    thread.once("error", (error) => {
      if (codeOf(error) === "ERR_WORKER_OUT_OF_MEMORY")
        reject(refuse(file, undefined, `takes more than ${memory} MiB of memory to be read; make it smaller`));
      else if (hasBegun) reject(error);
      else resolve(undefined);
    });
    thread.once("exit", () => resolve(undefined));
  });

/**
 * Parses and judges a configuration file in a thread of its own, so that nobody waits for it, and so that what takes all memory
 * takes that of the thread.
 *
 * @param closing ends the thread, which keeps no process alive
 * @returns undefined where no thread can be had
 * @throws StubError `CONFIG_ILLEGAL` naming file, line and rule.
 */
export const judgeApart = async (
  job: FileToJudge,
  closing?: AbortSignal,
  how: Thread = thisThread(),
): Promise<Config | undefined> => {
  const thread = await startThread(job, how);
  if (!thread) return undefined;
  const end = (): void => void thread.terminate();
  // Before the stub is open nothing else keeps the process.
  if (closing) thread.unref();
  closing?.addEventListener("abort", end);
  if (closing?.aborted === true) end();
  try {
    const verdict = await verdictOf(thread, job.file, how.memory);
    if (closing?.aborted === true) throw new StubError("STORE_LOST", CLOSED);
    if (!verdict) return undefined;
    if ("refused" in verdict) throw new StubError("CONFIG_ILLEGAL", verdict.refused);
    return JSON.parse(verdict.config);
  } finally {
    closing?.removeEventListener("abort", end);
    end();
  }
};
