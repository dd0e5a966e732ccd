import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, statSync } from "node:fs";
import type * as Sqlite from "node:sqlite";

/** The lock that lies beside a store, and goes where it goes. */
export interface LockBeside {
  readonly lock: string;
  /** What the file was before it was locked, undefined where there was none; see `claim`. */
  readonly before: string | undefined;
  readonly now: string;
  /** Empties it when somebody has written to it: at the next start it would be taken for another file. Says so in words. */
  readonly keep: () => string | undefined;
  readonly release: () => void;
}

const privately = 0o600;

/** Like the store, which others may not read unless its owner says so. */
const makeLike = (store: string, lock: string): void => {
  const mode = statSync(store, { throwIfNoEntry: false })?.mode ?? privately;
  try {
    closeSync(openSync(lock, "wx", mode & 0o666));
  } catch (error) {
    // Somebody else was there first.
    if (!existsSync(lock)) throw error;
  }
};

const identityOf = (lock: string): string | undefined =>
  // Devices get new numbers whenever they are mounted.
  statSync(lock, { throwIfNoEntry: false, bigint: true })?.ino.toString();

const openHeld = (lock: string, holder: Sqlite.DatabaseSync): number => {
  try {
    return openSync(lock, "r+");
  } catch (error) {
    holder.close();
    throw error;
  }
};

/** @param hold takes the operating system's lock, and throws when somebody else has it */
export const lockBeside = (store: string, hold: (lock: string) => Sqlite.DatabaseSync): LockBeside => {
  const lock = `${store}.lock`;
  const before = identityOf(lock);
  if (before === undefined) makeLike(store, lock);
  const holder = hold(lock);
  // Opened after the lock was taken, and closed after it is let go: closing any descriptor of a file ends the locks of the process.
  const descriptor = openHeld(lock, holder);
  const size = fstatSync(descriptor).size;
  return {
    lock,
    before,
    now: fstatSync(descriptor, { bigint: true }).ino.toString(),
    keep: () => {
      if (fstatSync(descriptor).size === size) return undefined;
      ftruncateSync(descriptor, size);
      return `${lock} was written over while the store is in use, and was emptied; it belongs to the store`;
    },
    release: () => {
      holder.close();
      closeSync(descriptor);
    },
  };
};
