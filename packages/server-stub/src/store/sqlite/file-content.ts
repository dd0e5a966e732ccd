import { fstatSync } from "node:fs";
import { resultCode } from "./failure.js";
import { HEADER_LENGTH, changesOf, mayFollow, pagesOf, readHeader } from "./file-header.js";
import { immutable } from "./file-owner.js";
import { type LastRow, hasRow } from "./last-row.js";
import { loadSqlite } from "./load-sqlite.js";
import { type LogIndex, headerIn, readLogIndex } from "./log-index.js";
import { lookInto } from "./look-into.js";

/** What a file and the index of its log say, read without SQLite. */
export interface FileState {
  readonly header: Buffer;
  /** Undefined while somebody is about to change it. */
  readonly index: LogIndex | undefined;
  readonly size: number;
  /** When somebody has written to the file, cut it, or touched it, in steps of some ms. */
  readonly changedAt: number;
}

/** What a file has by itself since all of its log was moved into it, whatever the log has had since. */
export interface Whole {
  readonly leastRow: LastRow | undefined;
  readonly leastSize: number;
  /** How often its first page has changed, which is on the disk: SQLite waits for that with all of a log, and not with a part of it. */
  readonly leastChanges: number;
}

/** A state with which all is well, and what the file itself must have from then on. */
export interface Known extends FileState, Whole {
  /** What the last commit has left, wherever it is. */
  readonly row: LastRow | undefined;
  /** The header that a start has left, wherever it is. */
  readonly due: Buffer;
}

export const readState = (database: number, index: number): FileState => {
  const header = readHeader(database);
  const { size, ctimeMs } = fstatSync(database);
  return { header, index: readLogIndex(index), size, changedAt: ctimeMs };
};

const isAllMoved = ({ frames, moved, isMoving }: LogIndex): boolean => moved === frames && !isMoving;

/** Whether nobody has written to the file between the two, as far as that can be told without looking into it. */
export const isSame = (before: FileState, now: FileState): boolean =>
  before.changedAt === now.changedAt && before.size === now.size && before.header.equals(now.header);

/** Whether a part of the log was moved into the file between the two, or may be on its way: it is ours, whoever moves it. */
const wasMoved = (before: FileState, now: FileState): boolean =>
  before.index === undefined ||
  now.index === undefined ||
  before.index.isMoving ||
  before.index.checkpoint !== now.index.checkpoint;

/** Whether the second says all that the first has said. */
export const isStill = (before: FileState, now: FileState): boolean => isSame(before, now) && !wasMoved(before, now);

const isSameTurn = (before: LogIndex | undefined, now: LogIndex): boolean => before?.salt.equals(now.salt) === true;

const wholeBy = ({ pages, pageSize }: LogIndex, header: Buffer, row: LastRow | undefined): Whole => ({
  leastRow: row,
  leastSize: pages * pageSize,
  leastChanges: changesOf(header),
});

/** A log that begins anew was moved into the file as a whole. */
const wholeOf = (before: Known, { index, header }: FileState, row: LastRow | undefined): Whole => {
  const { leastRow, leastSize, leastChanges } = before;
  const still = { leastRow, leastSize, leastChanges };
  if (index === undefined) return still;
  if (isAllMoved(index)) return wholeBy(index, header, row);
  if (before.index === undefined) return { ...still, leastSize: 0 };
  return isSameTurn(before.index, index) ? still : wholeBy(before.index, before.header, before.row);
};

/**
 * What is known from then on, if all is well with it. A file that is about to get something from the log is looked at again.
 *
 * @param row what the last commit has left
 */
export const follow = (before: Known, now: FileState, row: LastRow | undefined): Known => {
  const isSettled = now.index?.isMoving === false;
  return { ...now, changedAt: isSettled ? now.changedAt : -1, row, due: before.due, ...wholeOf(before, now, row) };
};

/** SQLite's codes for what no sound copy of a store answers: a table that is missing, damage, no database. */
const damages: ReadonlySet<number> = new Set([1, 11, 26]);
const CANNOT_OPEN = 14;

const askAlone = (file: string, row: LastRow): boolean =>
  lookInto(loadSqlite(), immutable(file), (database) => hasRow(database, row));

/** Whether the file is known to have a row by itself. */
const hadAlone = (file: string, row: LastRow): boolean => {
  try {
    return askAlone(file, row);
  } catch {
    return false;
  }
};

/**
 * Whether the file alone, without its log, has a row. Where it may not be opened once more, as after a `chmod`, or no process may open
 * anything, nobody can tell: what is open already goes on.
 */
const hasAlone = (file: string, row: LastRow): boolean => {
  try {
    return askAlone(file, row);
  } catch (error) {
    const code = resultCode(error);
    if (damages.has(code)) return false;
    if (code === CANNOT_OPEN) return true;
    throw error;
  }
};

/** Before anything was committed. After a stub that has ended in order the file alone has all but what a start writes. */
export const knownAtFirst = (file: string, log: number, state: FileState, row: LastRow | undefined): Known => {
  const { header, index, size } = state;
  return {
    ...state,
    row,
    due: (index && headerIn(log, index, index.frames, HEADER_LENGTH)) ?? header,
    leastRow: row && hadAlone(file, row) ? row : undefined,
    leastSize: size,
    leastChanges: index && isAllMoved(index) ? changesOf(header) : 0,
  };
};

/**
 * As long as the log is the same, its frames say what the file has of it; of all of it there is the number of pages besides. Where only a
 * part was moved, a page that is changed again later in the log was left out.
 */
const hasHeader = (log: number, before: Known, now: Known, index: LogIndex): boolean => {
  const isAll = isAllMoved(index);
  if (isAll && index.pages > 0 && pagesOf(now.header) !== index.pages) return false;
  if (!isSameTurn(before.index, index)) return true;
  if (!isAll && now.header.equals(before.header)) return true;
  return (headerIn(log, index, index.moved, HEADER_LENGTH) ?? before.header).equals(now.header);
};

/** With a part of the log a file is neither what it was nor what it will be. */
const isReadable = ({ moved, frames }: LogIndex): boolean => moved === 0 || moved === frames;

/**
 * Whether a file that somebody has written to, or touched, has what it must have. An older copy of it that was written over it has not,
 * also where the log was moved into the file before, and all that was known of the file was what the copy has.
 */
export const isSound = (file: string, log: number, before: Known, now: Known): boolean => {
  if (!mayFollow(before.header, now.header, before.due)) return false;
  if (!wasMoved(before, now) && !now.header.equals(before.header)) return false;
  // What is on its way is looked at once it is there.
  if (now.index === undefined || now.index.isMoving) return true;
  if (now.size < now.leastSize || !hasHeader(log, before, now, now.index)) return false;
  return now.leastRow === undefined || !isReadable(now.index) || hasAlone(file, now.leastRow);
};
