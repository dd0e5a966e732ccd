// The thread's own program, a file of its own in `dist`: judges one file and says what came of it.
import { parentPort, workerData } from "node:worker_threads";
import { StubError } from "../model/errors.js";
import { judgeFile } from "./config-text.js";
import type { FileToJudge, FileVerdict } from "./config-thread.js";

const { file, bytes }: FileToJudge = workerData;

const judge = async (): Promise<FileVerdict> => {
  try {
    // As text it crosses in a fraction of the time that the objects take.
    return { config: JSON.stringify(await judgeFile(file, bytes)) };
  } catch (error) {
    if (error instanceof StubError) return { refused: error.message };
    throw error;
  }
};

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread, and no window
parentPort?.postMessage(await judge());
