import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import type * as Sqlite from "node:sqlite";
import { StoreUnusableError } from "../errors.js";
import { immutable } from "./file-owner.js";
import { type LastRow, formatLastRow, hasRow, parseLastRow } from "./last-row.js";

const markOf = (file: string): string => `${file}.unclean`;

const text = (file: string): string =>
  `The stub that uses ${file} has not ended cleanly yet: what it took last is in ${file}-wal. Keep the two together.\n`;

const DAMAGED = "Somebody has written over them since.\n";

/** Lies beside a file in use; what it says outlives the process. */
export interface UncleanMark {
  /** After each COMMIT, before anybody is answered. It need not reach the disk: a machine that crashes has the log there. */
  readonly note: (row: LastRow | undefined) => void;
  /** Somebody has written over the file: no later start takes what is left for all there was. */
  readonly damaged: () => void;
  readonly close: () => void;
}

export const clearMark = (file: string): void => rmSync(markOf(file), { force: true });

/** Made as soon as there is a log, and to be cleared once everything is in the file itself. */
export const setMark = (file: string): UncleanMark => {
  const start = text(file);
  writeFileSync(markOf(file), start + formatLastRow(undefined), { mode: 0o600 });
  const descriptor = openSync(markOf(file), "r+");
  const [place, end] = [Buffer.byteLength(start), Buffer.byteLength(start + formatLastRow(undefined))];
  let noted: LastRow | undefined;
  return {
    note: (row) => {
      if (row?.sequence === noted?.sequence && row?.generation === noted?.generation) return;
      writeSync(descriptor, formatLastRow(row), place);
      noted = row;
    },
    damaged: () => void writeSync(descriptor, DAMAGED, end),
    close: () => closeSync(descriptor),
  };
};

/** A database that only looks: closing it leaves the log as it is. */
const lookInto = ({ DatabaseSync }: typeof Sqlite, location: string, row: LastRow): boolean => {
  const database = new DatabaseSync(location, { readOnly: true });
  try {
    return hasRow(database, row);
  } finally {
    database.close();
  }
};

/** What the mark says of the newest row, and whether the file has it. Whoever else uses SQLite moves all of a log into the file, and removes it. */
const findLoss = (sqlite: typeof Sqlite, file: string): string | undefined => {
  const [mark, log] = [markOf(file), `${file}-wal`];
  const said = readFileSync(mark, "utf8");
  const mend = `put a sound copy in its place without ${log}, and remove ${mark}, or remove that alone to go on with what is there`;
  if (said.endsWith(DAMAGED))
    return `it was written over while it was in use, and its newest messages may be missing; ${mend}`;
  const hasLog = existsSync(log);
  const row = parseLastRow(said);
  const isFound = row !== undefined && lookInto(sqlite, hasLog ? file : immutable(file), row);
  if (isFound) return undefined;
  if (!hasLog)
    return `its log ${log} is missing, and the newest messages with it; put it back, or remove ${mark} to go on without them`;
  // Without a row nobody can tell.
  return row && `the file or its log was cut or written over, and its newest messages are missing; ${mend}`;
};

/** What has happened to a file since a stub that has not ended cleanly used it. */
const findMissing = (sqlite: typeof Sqlite, file: string): string | undefined => {
  const [mark, log] = [markOf(file), `${file}-wal`];
  const stats = lstatSync(mark, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  // What a link leads to would be written over.
  if (!stats.isFile()) return `${mark} is a ${stats.isDirectory() ? "folder" : "link"} and no file; remove it`;
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size !== undefined && size > 0) return findLoss(sqlite, file);
  // Nothing is left that a new store could do away with.
  if (size === undefined && !existsSync(log)) return undefined;
  return `the file is ${size === 0 ? "empty" : "missing"}, and a stub that used it has not ended cleanly; put it back, or remove ${mark} and ${log} to start anew`;
};

/**
 * SQLite opens a file whose log is missing, or was cut or replaced, as if what was in it had never been. The mark knows what was
 * there last.
 *
 * @throws StoreUnusableError when it is not there any more, or nobody can tell; an error of SQLite when the file is damaged
 */
export const assertNothingMissing = (sqlite: typeof Sqlite, file: string, path: string): void => {
  const found = findMissing(sqlite, file);
  if (found !== undefined) throw new StoreUnusableError(`store sqlite:${path}: ${found}`, undefined, "damaged");
};
