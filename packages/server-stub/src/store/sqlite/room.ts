import { type StatsFs, statfsSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { failureOf } from "./failure.js";
import { sizeOf } from "./file-size.js";
import { createReserve } from "./reserve.js";

/** Room on the disk, so that a store which has filled it can still be emptied. */
export interface Room {
  /** The reserve went: only what frees room may be written until it is back. */
  readonly isSpent: () => boolean;
  /** There is so little room that what is let go is needed at once. */
  readonly isLow: () => boolean;
  /** Makes the reserve, or makes it again, when the disk has room for it. Returns whether it is there. */
  readonly keep: () => boolean;
  /** Gives the reserve to whoever frees room. */
  readonly spend: () => void;
  /** Moves the log into the file and gives its room back, with the help of the reserve where that itself needs room. */
  readonly shortenLog: (database: DatabaseSync) => void;
  /** At start: where there is little room, all that can be kept is kept at once. */
  readonly begin: (database: DatabaseSync) => void;
  /** After a commit, with the number of frames in the log: looks at the disk now and then. */
  readonly look: (database: DatabaseSync, frames: number) => void;
  /** A store that ends leaves the reserve only where the next start may need it. */
  readonly close: () => void;
}

/** Asks the operating system about the disk of a folder. */
export type StatDisk = (folder: string) => Pick<StatsFs, "bavail" | "blocks" | "bsize">;

/** In bytes. What is removed is written to the log by its places alone, and the log is moved into the file again and again meanwhile. */
const largest = 4 << 20;
/** Of the whole disk, where that is less. */
const share = 8;
/** With less than this the log is kept so short that the reserve has room for what it holds. */
const low = 64 << 20;
/** Left beside the reserve for the next messages. */
const slack = 1 << 20;
/** Frames of the log between two looks at the disk. */
const every = 256;

const usual = "PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864";
const short = `PRAGMA wal_autocheckpoint = ${every}; PRAGMA journal_size_limit = 1048576`;

/** A checkpoint every 4000 pages (16 MiB) instead of 1000: measured a quarter faster, and its pause stays below 20 ms. */
export const LOG_LENGTH = usual;

/** Whether an error says that the disk is full. */
export const isFull = (error: unknown): boolean => failureOf(error)?.fault === "full";

export const createRoom = (file: string, statfs: StatDisk = statfsSync): Room => {
  const reserve = createReserve(file);
  let isSpent = false;
  let isLow = false;
  let isStuck = false;
  let looked = 0;
  /** Both are infinite where nobody can tell. */
  const measure = (): { free: number; size: number } => {
    try {
      const { bavail, blocks, bsize } = statfs(dirname(file));
      return { free: bavail * bsize, size: Math.min(largest, Math.floor((blocks * bsize) / share)) };
    } catch {
      return { free: Number.POSITIVE_INFINITY, size: largest };
    }
  };
  const keep = (): boolean => {
    if (reserve.size() > 0) return true;
    const { free, size } = measure();
    if (free < size + slack) return false;
    // Where somebody else's file is in its place the store goes on without.
    const isThere = reserve.make(size) || reserve.isTaken();
    if (isThere) isSpent = false;
    return isThere;
  };
  const spend = (): void => {
    reserve.remove();
    isSpent = true;
  };
  /** Bytes by which the file grows when it gets what is in the log. */
  const growth = (database: DatabaseSync): number => {
    const [count, size] = ["page_count", "page_size"].map((name) =>
      Number(database.prepare(`PRAGMA ${name}`).get()?.[name]),
    );
    return (count ?? 0) * (size ?? 0) - sizeOf(file);
  };
  /** Whether it came to an end. */
  const moveLog = (database: DatabaseSync): boolean => {
    try {
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      return true;
    } catch (error) {
      // Whoever reads the log keeps it as it is; that is another matter.
      if (!isFull(error)) return true;
      if (reserve.size() === 0) return false;
      spend();
      return moveLog(database);
    }
  };
  const shortenLog = (database: DatabaseSync): void => {
    // A file that cannot take all of it would fill the disk for nothing: what is removed first need not be moved.
    isStuck = growth(database) > measure().free + reserve.size() || !moveLog(database);
    database.exec(isStuck ? "PRAGMA wal_autocheckpoint = 0" : isLow ? short : usual);
  };
  const notice = (database: DatabaseSync): void => {
    const wasLow = isLow;
    isLow = measure().free < low;
    if (isStuck || (isLow && !wasLow)) shortenLog(database);
    else if (wasLow && !isLow) database.exec(usual);
  };
  return {
    isSpent: () => isSpent,
    isLow: () => isLow,
    keep,
    spend,
    shortenLog,
    begin: (database) => {
      notice(database);
      if (isLow && !keep()) spend();
    },
    look: (database, frames) => {
      if (Math.abs(frames - looked) < every) return;
      looked = frames;
      notice(database);
      if (!isSpent) keep();
    },
    close: () => {
      if (!isSpent && measure().free >= low) reserve.remove();
    },
  };
};
