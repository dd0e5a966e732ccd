import { closeSync, existsSync, openSync, statSync } from "node:fs";
import type * as Sqlite from "node:sqlite";
import { type StoreLostError, StoreUnusableError } from "../errors.js";
import { damageOf, unusable } from "./failure.js";
import { assertOneName, assertWritable } from "./assert-usable.js";
import { APPLICATION_ID } from "./file-header.js";
import { assertOwned } from "./file-owner.js";
import { type FileWatch, watchFiles } from "./file-watch.js";
import { type Locks, takeLocks } from "./locks.js";
import { loadSqlite } from "./load-sqlite.js";
import { migrate } from "./migrations.js";
import { realFile } from "./real-file.js";
import { type UncleanMark, assertNothingMissing, clearMark, setMark } from "./unclean-mark.js";

export interface OpenDatabase {
  readonly database: Sqlite.DatabaseSync;
  readonly watch: FileWatch;
  readonly mark: UncleanMark;
  /** Where it lies. */
  readonly file: string;
  /** Whether all of it has been read for damage. */
  readonly isChecked: boolean;
  /** Closes the file and lets go of its locks. */
  readonly close: () => void;
}

/** It holds access tokens and the platform's private key. SQLite gives the files beside it the same mode. */
const makePrivate = (file: string): void => {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, "a", 0o600));
  } catch {
    // SQLite says what is wrong.
  }
};

// A checkpoint every 4000 pages (16 MiB) instead of 1000: measured a quarter faster, and its pause stays below 20 ms.
const pragmas = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA cache_size = -16384;
  PRAGMA foreign_keys = ON;
  PRAGMA temp_store = MEMORY;
`;

/** Reading 128 MiB takes about a tenth of a second; what is larger is read while it is used already. */
const LARGEST_CHECKED = 128 << 20;

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** A file with a damaged page opens well, and fails when the page is needed: better now than then. */
const assertSound = (database: Sqlite.DatabaseSync, path: string): void => {
  const found = database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
  if (found === "ok") return;
  throw new StoreUnusableError(`store sqlite:${path}: ${damageOf(String(found))}`, undefined, "damaged");
};

/** What is larger would take long, and room for a copy: it stays as it is, and its free pages are used again. */
const largestRewritten = 1 << 30;

/** Files of older versions never shrink: they are written anew, once, in a form that can. */
const makeShrinkable = (database: Sqlite.DatabaseSync, file: string): void => {
  if (database.prepare("PRAGMA auto_vacuum").get()?.["auto_vacuum"] !== 0) return;
  if (sizeOf(file) > largestRewritten) return;
  try {
    database.exec("PRAGMA auto_vacuum = INCREMENTAL; VACUUM");
  } catch {
    // Without room for a copy it goes on as it is.
  }
};

const prepare = (database: Sqlite.DatabaseSync, file: string, path: string): void => {
  const id = Number(database.prepare("PRAGMA application_id").get()?.["application_id"]);
  // How a new file is laid out is settled by its first write: that is this one, since each makes the disk wait four times.
  if (id !== APPLICATION_ID)
    database.exec(`BEGIN; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = ${APPLICATION_ID}; COMMIT`);
  database.exec(pragmas);
  migrate(database, path);
  makeShrinkable(database, file);
  // The log is there from the first write on, and so can be watched.
  database.exec("INSERT OR REPLACE INTO setting (name, value) VALUES ('probe', '')");
};

/**
 * Everything goes into the file itself, so that it can be copied alone. That takes the file and no path of a log: what was in a log
 * that somebody has removed is read from there as long as it is open.
 */
const settle = (database: Sqlite.DatabaseSync, file: string, watch: FileWatch): void => {
  try {
    if (!watch.hasDatabase()) return;
    // Whoever reads may come to an end.
    database.exec("PRAGMA busy_timeout = 1000");
    const { busy } = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() ?? {};
    if (busy === 0) clearMark(file);
  } catch {
    // The log stays, and with it the mark.
  }
};

/**
 * Opens the file, making it and its folder when they are missing.
 *
 * @param onLost called when the file is found to be another one, or gone, while it is open
 * @throws StoreUnusableError one clear line: taken by another process, another program's, not writable, damaged, disk full
 */
export const openDatabase = async (
  path: string,
  onLost: (error: StoreLostError) => void,
  largestChecked = LARGEST_CHECKED,
): Promise<OpenDatabase> => {
  const sqlite = loadSqlite();
  const file = realFile(path);
  let locks: Locks | undefined;
  let database: Sqlite.DatabaseSync | undefined;
  let mark: UncleanMark | undefined;
  let isChecked = false;
  try {
    locks = takeLocks(sqlite, {
      file,
      path,
      examine: () => {
        assertWritable(file, path);
        assertOwned(sqlite, file, path);
        assertOneName(file, path);
        assertNothingMissing(sqlite, file, path);
      },
      make: () => makePrivate(file),
    });
    database = new sqlite.DatabaseSync(file);
    isChecked = sizeOf(file) <= largestChecked;
    if (isChecked) assertSound(database, path);
    prepare(database, file, path);
    mark = setMark(file);
  } catch (error) {
    if (database !== undefined) {
      database.close();
      // What was in the log is in the file now.
      if (!existsSync(`${file}-wal`)) clearMark(file);
    }
    locks?.release();
    throw unusable(path, error);
  }
  const opened = { locks, database, mark };
  const files = { database: file, log: `${file}-wal`, index: `${file}-shm`, lock: `${file}.lock` };
  const watch = watchFiles(path, files, (error) => {
    if (error.fault === "damaged") opened.mark.damaged();
    onLost(error);
  });
  return {
    database,
    watch,
    mark,
    file,
    isChecked,
    close: () => {
      settle(opened.database, file, watch);
      opened.database.close();
      watch.close();
      opened.mark.close();
      opened.locks.release();
    },
  };
};
