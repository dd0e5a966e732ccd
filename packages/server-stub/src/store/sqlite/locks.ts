import { createHash } from "node:crypto";
import { existsSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type * as Sqlite from "node:sqlite";
import { StoreUnusableError } from "../errors.js";
import { sizeOf } from "./file-size.js";
import { makeFolder } from "../make-folder.js";
import { isBusy, resultCode } from "./failure.js";
import { type LockBeside, lockBeside } from "./lock-beside.js";

export interface Locks {
  readonly beside: LockBeside;
  readonly release: () => void;
}

const notADatabase = 26;

/** Holds the operating system's lock on a file for as long as the process lives: a crash leaves nothing to clean up. */
const hold = ({ DatabaseSync }: typeof Sqlite, companion: string): Sqlite.DatabaseSync => {
  const holder = new DatabaseSync(companion);
  try {
    holder.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return holder;
  } catch (error) {
    holder.close();
    throw error;
  }
};

/** Of what is locked and the user: the folder of temporary files is everybody's. */
const temporaryLock = (what: string): string => {
  const digest = createHash("sha256")
    .update(`${process.getuid?.() ?? ""} ${what}`)
    .digest("hex");
  return join(tmpdir(), `server-stub-${digest.slice(0, 24)}.lock`);
};

/** What stays the same when a file is moved or linked to; undefined while there is none. */
const identityOf = (file: string): string | undefined => {
  const stats = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stats && `device ${stats.dev} inode ${stats.ino}`;
};

const taken = (path: string, how: string, error: unknown): StoreUnusableError =>
  new StoreUnusableError(
    `store sqlite:${path}: another process uses this file${how}; stop it, or give this one a file of its own with --store`,
    error,
    "locked",
  );

/**
 * Whoever uses a file by this path has an index of the log beside it. Without one there is nobody, or somebody who opened the file
 * under another name and whose folder of temporary files is another one: then SQLite's own lock on the file tells.
 *
 * @throws StoreUnusableError when somebody has it open
 */
const assertUnused = ({ DatabaseSync }: typeof Sqlite, file: string, path: string): void => {
  if (sizeOf(file) === 0 || ["-shm", "-wal"].some((suffix) => existsSync(file + suffix))) return;
  const probe = new DatabaseSync(file);
  try {
    probe.exec("PRAGMA locking_mode = EXCLUSIVE");
    probe.prepare("PRAGMA schema_version").get();
  } catch (error) {
    // Whatever else is the matter is named when it is opened.
    if (isBusy(error)) throw taken(path, " under another name", error);
  } finally {
    probe.close();
  }
};

export interface LockedFile {
  readonly file: string;
  /** As the user wrote it. */
  readonly path: string;
  /** Looks at the file, whose locks a second store of this process would undo by closing it: so not without the first ones. */
  readonly examine: () => void;
  /** Makes it when it is missing. */
  readonly make: () => void;
}

/**
 * Makes the folder when it is missing. A second process learns at once that the store is taken. The companion beside the file goes
 * where the file goes; when the two are removed or moved while they are in use, the lock of the path still keeps others from
 * starting anew in their place; and when the file is moved alone, or linked to, the lock of the file itself goes with it.
 *
 * @throws StoreUnusableError when another process has any of them, and what `examine` throws
 */
export const takeLocks = (sqlite: typeof Sqlite, { file, path, examine, make }: LockedFile): Locks => {
  const holders: Sqlite.DatabaseSync[] = [];
  let beside: LockBeside | undefined;
  const temporary = new Set<string>();
  const removeTemporary = (): void => {
    try {
      for (const companion of temporary) rmSync(companion, { force: true });
    } catch {
      // Where an open file cannot be removed it stays, and is empty.
    }
  };
  const release = (): void => {
    // Before they are let go: afterwards they may be somebody else's.
    removeTemporary();
    for (const holder of holders) holder.close();
    beside?.release();
  };
  const take = (companion: string): Sqlite.DatabaseSync => {
    try {
      return hold(sqlite, companion);
    } catch (error) {
      throw isBusy(error) ? taken(path, "", error) : error;
    }
  };
  const takeBeside = (): LockBeside => {
    const companion = `${file}.lock`;
    try {
      return lockBeside(file, take);
    } catch (error) {
      const isOther =
        resultCode(error) === notADatabase || statSync(companion, { throwIfNoEntry: false })?.isDirectory();
      if (isOther !== true) throw error;
      throw new StoreUnusableError(`store sqlite:${path}: ${companion} is no lock of a stub; move it away`, error);
    }
  };
  const takeTemporary = (what: string | undefined): void => {
    if (what === undefined) return;
    const companion = temporaryLock(what);
    if (temporary.has(companion)) return;
    try {
      holders.push(take(companion));
      temporary.add(companion);
    } catch (error) {
      // Without a folder for temporary files the companion has to do.
      if (error instanceof StoreUnusableError) throw error;
    }
  };
  try {
    takeTemporary(file);
    // A link on the way may lead elsewhere by the time that somebody else comes.
    takeTemporary(resolve(path));
    takeTemporary(identityOf(file));
    examine();
    assertUnused(sqlite, file, path);
    // Whoever is refused leaves nothing where a folder was moved away.
    makeFolder(dirname(file));
    beside = takeBeside();
    make();
    // Of a file that was not there before.
    takeTemporary(identityOf(file));
    return { beside, release };
  } catch (error) {
    release();
    throw error;
  }
};
