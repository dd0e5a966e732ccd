import { closeSync, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { StoreLostError } from "../errors.js";
import { clearInterval, setInterval } from "../../model/real-time.js";

/** Tells whether the files under the paths are still the ones that were opened. */
export interface FileWatch {
  /** Before a transaction. @throws StoreLostError when somebody has written over the file, or nothing has come back since the last look */
  begin(): void;
  /** After our own COMMIT, which may have written to the file. @throws StoreLostError when a file was removed, moved or replaced */
  committed(): void;
  /** Whether the database itself is the one that was opened, whatever has become of the files beside it. */
  hasDatabase(): boolean;
  /** Comes after the database was closed: closing a file ends all locks that this process has on it. */
  close(): void;
}

const every = 500;

/** The path is the one that links led to when it was opened; a link in its place now leads another stub past our lock. */
const idOf = (file: string): string | undefined => {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  return stats && `${stats.dev} ${stats.ino}`;
};

const readStart = (descriptor: number, length: number): Buffer => {
  const start = Buffer.alloc(length);
  return start.subarray(0, readSync(descriptor, start, 0, length, 0));
};

/** Any change of a database, ours or not, shows in its first hundred bytes. */
const readHeader = (descriptor: number): Buffer => readStart(descriptor, 100);

/** A log begins with one of two magic numbers; from the fourth word on it says which turn of the log it is. */
const magicNumbers = new Set([0x377f0682, 0x377f0683]);

interface Log {
  readonly start: Buffer;
  readonly size: number;
}

const readLog = (descriptor: number): Log => ({ start: readStart(descriptor, 32), size: fstatSync(descriptor).size });

/** A log grows, or begins anew. What is shorter, or begins with something else, has lost what SQLite believes to be in it. */
const isCut = (before: Log, now: Log): boolean =>
  before.start.length === 32 &&
  (now.start.length < 32 ||
    !magicNumbers.has(now.start.readUInt32BE(0)) ||
    (now.start.equals(before.start) && now.size < before.size));

/**
 * An open file goes on taking what is written to it after it was removed, and nobody will ever read that again. So the paths are
 * looked at before each answer that depends on them (some microseconds), and twice a second when nobody asks. In the same way the
 * file is asked whether somebody else has written to it, such as a backup that was copied over it.
 *
 * @param files the database first, then its log
 * @param onLost called once each time that something is found missing
 */
export const watchFiles = (
  path: string,
  files: readonly string[],
  onLost: (error: StoreLostError) => void,
): FileWatch => {
  const opened = files.map((file) => [file, idOf(file)] as const);
  const [database = "", log = ""] = files;
  const descriptor = openSync(database, "r");
  const logDescriptor = openSync(log, "r");
  let header = readHeader(descriptor);
  let logged = readLog(logDescriptor);
  let loss: StoreLostError | undefined;
  const damaged = (file: string): StoreLostError =>
    new StoreLostError(
      `store sqlite:${path}: ${file} was written over while it was in use; nothing more is taken: stop the stub, put a sound copy of the store in its place without a log beside it, remove ${database}.unclean, and start it again`,
      undefined,
      "damaged",
    );
  const overwritten = (): StoreLostError | undefined => {
    if (!readHeader(descriptor).equals(header)) return damaged(database);
    return isCut(logged, readLog(logDescriptor)) ? damaged(log) : undefined;
  };
  const look = (): StoreLostError | undefined => {
    for (const [file, id] of opened) {
      const now = idOf(file);
      if (now === id) continue;
      const what = now === undefined ? "is gone" : "is not the one that was opened";
      return new StoreLostError(
        `store sqlite:${path}: ${file} ${what}; nothing more is taken: put the store back as it was, or stop the stub and start it again`,
      );
    }
    return undefined;
  };
  const note = (found: StoreLostError | undefined): StoreLostError | undefined => {
    const isNew = found !== undefined && loss === undefined;
    loss = found;
    if (isNew) onLost(found);
    return found;
  };
  const insist = (found: StoreLostError | undefined): void => {
    if (note(found) !== undefined) throw found;
  };
  const timer = setInterval(() => note(look() ?? overwritten()), every).unref();
  return {
    begin: () => insist((loss === undefined ? undefined : look()) ?? overwritten()),
    committed() {
      header = readHeader(descriptor);
      logged = readLog(logDescriptor);
      insist(look());
    },
    hasDatabase: () => idOf(database) === opened[0]?.[1] && overwritten() === undefined,
    close() {
      clearInterval(timer);
      closeSync(descriptor);
      closeSync(logDescriptor);
    },
  };
};
