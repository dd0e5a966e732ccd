import { type Stats, closeSync, copyFileSync, existsSync, mkdtempSync, openSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Sqlite from "node:sqlite";
import { pathToFileURL } from "node:url";
import { StoreUnusableError } from "../errors.js";
import { APPLICATION_ID, applicationIdOf, isDatabase, readHeader, userVersionOf } from "./file-header.js";
import { type Entry, intruderIn, readSchema, strangerIn } from "./file-schema.js";
import { isDatabaseError } from "./failure.js";

export const headerOf = (file: string): Buffer => {
  const descriptor = openSync(file, "r");
  try {
    return readHeader(descriptor);
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

/** Whoever reads a log writes an index of it beside it: so beside a copy. */
const readWithLog = (sqlite: typeof Sqlite, file: string): readonly Entry[] => {
  const folder = mkdtempSync(join(tmpdir(), "server-stub-"));
  try {
    const copy = join(folder, "copy.db");
    // The log first: what its owner moves into the file meanwhile is seen there.
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    copyFileSync(file, copy);
    return readSchema(sqlite, copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** A file that was killed early has its tables in the log beside it alone. */
const findSchema = (sqlite: typeof Sqlite, file: string): readonly Entry[] => {
  const hasLog = existsSync(`${file}-wal`);
  try {
    const found = readSchema(sqlite, immutable(file));
    if (found.length > 0 || !hasLog) return found;
  } catch (error) {
    if (!hasLog || !isDatabaseError(error)) throw error;
  }
  return readWithLog(sqlite, file);
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

/** Anybody may have taken our application id. @throws StoreUnusableError */
const assertNoIntruder = (sqlite: typeof Sqlite, file: string, path: string): void => {
  try {
    const intruder = intruderIn(findSchema(sqlite, file));
    if (intruder !== undefined) throw foreign(path, intruder);
  } catch (error) {
    // A damaged one is named when it is opened.
    if (!isDatabaseError(error)) throw error;
  }
};

/**
 * Refuses a file that is not ours, before anything is written to it or beside it. Files from before the mark was set have the
 * schema of a release, and nothing else: names such as `message` are everybody's. A file with nothing in it may be taken.
 *
 * @throws StoreUnusableError when it belongs to another program, or is no database, or no file, at all
 */
export const assertOwned = (sqlite: typeof Sqlite, file: string, path: string): void => {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return;
  assertFile(stats, path);
  if (stats.size === 0) return;
  const header = headerOf(file);
  if (!isDatabase(header)) {
    throw new StoreUnusableError(
      `store sqlite:${path}: the file is not an SQLite database; use another one`,
      undefined,
      "damaged",
    );
  }
  const id = applicationIdOf(header);
  if (id === APPLICATION_ID) {
    assertNoIntruder(sqlite, file, path);
    return;
  }
  if (id !== 0) throw foreign(path, `its application id is ${id}`);
  const schema = findSchema(sqlite, file);
  const userVersion = userVersionOf(header);
  if (schema.length === 0 && userVersion !== 0) throw foreign(path, `its user version is ${userVersion}`);
  const stranger = strangerIn(sqlite, schema);
  if (stranger !== undefined) throw foreign(path, stranger);
};
