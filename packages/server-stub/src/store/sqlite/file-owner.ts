import { type Stats, closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import type * as Sqlite from "node:sqlite";
import { pathToFileURL } from "node:url";
import { StoreUnusableError } from "../errors.js";
import { isDatabaseError } from "./failure.js";
import { TABLES } from "./migrations.js";

/** Says in the header of a file that it is ours: "MPMS". */
export const APPLICATION_ID = 0x4d_50_4d_53;

const magic = "SQLite format 3\0";
const headerLength = 100;
const placeOfApplicationId = 68;

const readHeader = (file: string): Buffer => {
  const header = Buffer.alloc(headerLength);
  const descriptor = openSync(file, "r");
  try {
    return header.subarray(0, readSync(descriptor, header, 0, headerLength, 0));
  } finally {
    closeSync(descriptor);
  }
};

/** Looks without leaving a trace: no lock, no log file beside it. */
export const immutable = (file: string): string => {
  const url = pathToFileURL(file);
  url.searchParams.set("immutable", "1");
  return url.href;
};

const tablesOf = ({ DatabaseSync }: typeof Sqlite, location: string): string[] => {
  const database = new DatabaseSync(location, { readOnly: true });
  try {
    return database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all()
      .map(({ name }) => String(name));
  } finally {
    database.close();
  }
};

/** A file that was killed early has its tables in the log beside it alone. */
const findTables = (sqlite: typeof Sqlite, file: string): string[] => {
  let found: string[] = [];
  try {
    found = tablesOf(sqlite, immutable(file));
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
  }
  return found.length > 0 || !existsSync(`${file}-wal`) ? found : tablesOf(sqlite, file);
};

const foreign = (path: string, what: string): StoreUnusableError =>
  new StoreUnusableError(
    `store sqlite:${path}: the file belongs to another program (${what}) and was left as it is; choose another file with --store`,
  );

/** What cannot be a store, and would have empty files put beside it. @throws StoreUnusableError */
const assertFile = (stats: Stats, path: string): void => {
  if (stats.isFile()) return;
  const rule = stats.isDirectory()
    ? `this is a folder; name a file in it: sqlite:${join(path, "stub.db")}`
    : "this is no file but a pipe, a device or a socket; choose another path";
  throw new StoreUnusableError(`store sqlite:${path}: ${rule}`);
};

/**
 * Refuses a file that is not ours, before anything is written to it or beside it. Files from before the mark was set are known by
 * their tables; a file with nothing in it may be taken.
 *
 * @throws StoreUnusableError when it belongs to another program, or is no database, or no file, at all
 */
export const assertOwned = (sqlite: typeof Sqlite, file: string, path: string): void => {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return;
  assertFile(stats, path);
  if (stats.size === 0) return;
  const header = readHeader(file);
  if (header.length < headerLength || header.toString("latin1", 0, magic.length) !== magic) {
    throw new StoreUnusableError(
      `store sqlite:${path}: the file is not an SQLite database; use another one`,
      undefined,
      "damaged",
    );
  }
  const id = header.readUInt32BE(placeOfApplicationId);
  if (id === APPLICATION_ID) return;
  if (id !== 0) throw foreign(path, `its application id is ${id}`);
  const stranger = findTables(sqlite, file).find((name) => !TABLES.has(name));
  if (stranger !== undefined) throw foreign(path, `it has a table ${stranger}`);
};
