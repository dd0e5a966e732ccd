import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { sizeOf } from "./file-size.js";
import type { LockBeside } from "./lock-beside.js";

/**
 * It holds access tokens and the platform's private key. SQLite gives the files beside it the same mode.
 *
 * @returns whether it was not there
 */
export const makePrivate = (file: string): boolean => {
  if (existsSync(file)) return false;
  try {
    closeSync(openSync(file, "a", 0o600));
    return true;
  } catch {
    // SQLite says what is wrong.
    return false;
  }
};

/** A store that could not be begun leaves nothing in the way of the next try; nobody else has it as long as the lock is held. */
export const unmake = (file: string, { before, lock }: Pick<LockBeside, "before" | "lock">): void => {
  const log = `${file}-wal`;
  if (sizeOf(log) > 0) return;
  for (const made of [log, file]) rmSync(made, { force: true });
  if (before === undefined) rmSync(lock, { force: true });
};
