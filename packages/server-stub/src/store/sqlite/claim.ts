import type { DatabaseSync } from "node:sqlite";
import { StoreUnusableError } from "../errors.js";
import { isBusy } from "./failure.js";
import { readFileSetting } from "./file-setting.js";
import type { LockBeside } from "./lock-beside.js";
import { rollBack } from "./rollback.js";

const openElsewhere = (path: string, lock: string, error: unknown): StoreUnusableError =>
  new StoreUnusableError(
    `store sqlite:${path}: another process uses this file, and ${lock} is not the lock that was there when it was opened; stop it, or give this one a file of its own with --store`,
    error,
    "locked",
  );

/** Whatever is the matter is named by what comes next. */
const canRead = (database: DatabaseSync): boolean => {
  try {
    return database.prepare("SELECT count(*) FROM sqlite_schema").get() !== undefined;
  } catch {
    return false;
  }
};

/**
 * A lock that was removed or replaced keeps nobody out. So the file says which one it was: whoever has that very one knows that the
 * last user is gone. Whoever has another one asks for the file itself, on which all who have it open have a lock. The log is opened
 * before and left as it is: it may be another's.
 *
 * @throws StoreUnusableError when somebody else has the file open
 */
export const claim = (database: DatabaseSync, path: string, { before, lock }: LockBeside): void => {
  if (before !== undefined && readFileSetting(database, "lock") === before) return;
  // With the index of the log at hand: without it the lock could not be given back.
  if (!canRead(database)) return;
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE");
    rollBack(database);
  } catch (error) {
    if (isBusy(error)) throw openElsewhere(path, lock, error);
  }
  database.exec("PRAGMA locking_mode = NORMAL");
  canRead(database);
};
