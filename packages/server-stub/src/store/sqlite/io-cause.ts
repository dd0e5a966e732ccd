import { accessSync, closeSync, constants, lstatSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { codeOf } from "../../model/error-code.js";
import { sizeOf } from "./file-size.js";

/** What is tried on the files of a store; each throws what the operating system says. */
export interface Trials {
  readonly access: (file: string) => void;
  readonly openLog: (log: string) => void;
  readonly write: (file: string) => void;
  /** Bytes that a file may have. */
  readonly mostBytes: () => number;
}

/** The limit of this process (`ulimit -f`), infinite where there is none or nobody can tell. */
const mostBytes = (): number => {
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    return Number(/^Max file size +(?<soft>\d+)/mu.exec(limits)?.groups?.["soft"] ?? Number.POSITIVE_INFINITY);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
};

/** What a log may grow by before it is moved into the file. */
const growth = 4 << 20;

const assertSmall = (files: readonly string[], most: number): void => {
  if (Math.max(...files.map(sizeOf)) + growth <= most) return;
  throw Object.assign(new Error(`no file may have more than ${most} bytes`), { code: "EFBIG" });
};

const trials: Trials = {
  access: (file) => accessSync(file, constants.W_OK),
  // The log alone has no locks that closing it would end.
  openLog: (log) => closeSync(openSync(log, "r+")),
  write: (file) => {
    // What lies there is somebody else's.
    if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) return;
    try {
      writeFileSync(file, Buffer.alloc(8192), { flag: "wx", mode: 0o600 });
    } finally {
      rmSync(file, { force: true });
    }
  },
  mostBytes,
};

const errorOf = (attempt: () => void): unknown => {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return error;
  }
};

/**
 * SQLite says of many failures only that writing failed: a file system that has become read-only, a file that may not be changed, a
 * quota, a limit of the process. So what it did is tried again, as far as the files are there: a start that failed has removed its own.
 *
 * @returns the error of the operating system; undefined when it finds nothing wrong
 */
export const causeOf = (file: string, { access, openLog, write, mostBytes: most }: Trials = trials): unknown => {
  const tries = [
    () => access(file),
    () => openLog(`${file}-wal`),
    () => write(`${file}.trial`),
    // What the disk itself says comes first: this one is a guess.
    () => assertSmall([file, `${file}-wal`], most()),
  ];
  return tries.map(errorOf).find((error) => error !== undefined && codeOf(error) !== "ENOENT");
};
