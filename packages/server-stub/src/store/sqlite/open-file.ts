import { existsSync } from "node:fs";
import type * as Sqlite from "node:sqlite";
import { StoreUnusableError } from "../errors.js";
import { claim } from "./claim.js";
import { damageOf } from "./failure.js";
import { APPLICATION_ID } from "./file-header.js";
import { readFileSetting, writeFileSettings } from "./file-setting.js";
import { sizeOf } from "./file-size.js";
import type { LockBeside } from "./lock-beside.js";
import { assertKnown, migrate } from "./migrations.js";
import { LOG_LENGTH, type Room, isFull } from "./room.js";
import { clearMark } from "./mark-file.js";

/** Reading 128 MiB takes about a tenth of a second; what is larger is read while it is used already. */
const LARGEST_CHECKED = 128 << 20;

const pragmas = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  ${LOG_LENGTH};
  PRAGMA cache_size = -16384;
  PRAGMA foreign_keys = ON;
  PRAGMA temp_store = MEMORY;
`;

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
  assertKnown(database, path);
  const id = Number(database.prepare("PRAGMA application_id").get()?.["application_id"]);
  // How a new file is laid out is settled by its first write: that is this one, since each makes the disk wait four times.
  if (id !== APPLICATION_ID)
    database.exec(`BEGIN; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = ${APPLICATION_ID}; COMMIT`);
  database.exec(pragmas);
  migrate(database);
  makeShrinkable(database, file);
};

/**
 * The log is there from the first write on, and so can be watched. A store that fills its disk is opened all the same: it can be
 * read, and reset.
 */
const probe = (database: Sqlite.DatabaseSync, room: Room, lock: string): void => {
  try {
    writeFileSettings(database, lock);
  } catch (error) {
    if (!isFull(error)) throw error;
  }
  room.begin(database);
};

/** A start that did not come to its end. What was in the log is in the file then, unless somebody else reads it. */
export const closeUnmarked = (database: Sqlite.DatabaseSync, file: string): void => {
  database.close();
  if (!existsSync(`${file}-wal`)) clearMark(file);
};

export interface FileToOpen {
  readonly sqlite: typeof Sqlite;
  readonly file: string;
  /** As the user wrote it. */
  readonly path: string;
  readonly room: Room;
  readonly lock: LockBeside;
  /** Up to so many bytes it is read for damage. */
  readonly largestChecked?: number | undefined;
}

export interface OpenFile {
  readonly database: Sqlite.DatabaseSync;
  /** Whether all of it was read. */
  readonly isChecked: boolean;
  /** Names the store, wherever the file goes; undefined where a full disk had no room for it yet. */
  readonly store: string | undefined;
}

const open = ({ sqlite, file, path, room, lock, largestChecked = LARGEST_CHECKED }: FileToOpen): OpenFile => {
  const isChecked = sizeOf(file) <= largestChecked;
  const database = new sqlite.DatabaseSync(file);
  try {
    // How a new file is laid out would be settled by that.
    if (sizeOf(file) > 0) claim(database, path, lock);
    if (isChecked) assertSound(database, path);
    prepare(database, file, path);
    probe(database, room, lock.now);
    return { database, isChecked, store: readFileSetting(database, "store") };
  } catch (error) {
    closeUnmarked(database, file);
    throw error;
  }
};

/** Opens a file that is ours and free, on a full disk with the help of the reserve. @throws errors of SQLite, StoreUnusableError */
export const openFile = (given: FileToOpen): OpenFile => {
  try {
    return open(given);
  } catch (error) {
    if (!isFull(error)) throw error;
    given.room.spend();
    return open(given);
  }
};
