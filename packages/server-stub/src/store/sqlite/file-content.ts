import { fstatSync } from "node:fs";
import { resultCode } from "./failure.js";
import { HEADER_LENGTH, mayFollow, pagesOf, readHeader } from "./file-header.js";
import { immutable } from "./file-owner.js";
import { type LastRow, hasRow } from "./last-row.js";
import { loadSqlite } from "./load-sqlite.js";
import { type LogIndex, movedHeader, readLogIndex } from "./log-index.js";
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

/** A state with which all is well, and what the file itself must have from then on, whatever its log has. */
export interface Known extends FileState {
  /** What the last commit has left, wherever it is. */
  readonly row: LastRow | undefined;
  readonly leastRow: LastRow | undefined;
  readonly leastSize: number;
}

export const readState = (database: number, index: number): FileState => {
  const header = readHeader(database);
  const { size, ctimeMs } = fstatSync(database);
  return { header, index: readLogIndex(index), size, changedAt: ctimeMs };
};

export const knownAtFirst = (state: FileState): Known => ({
  ...state,
  row: undefined,
  leastRow: undefined,
  leastSize: state.size,
});

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

const isAllMoved = ({ frames, moved, isMoving }: LogIndex): boolean => moved === frames && !isMoving;

/** A log that begins anew was moved into the file as a whole. */
const leastOf = (
  before: Known,
  { index }: FileState,
  row: LastRow | undefined,
): Pick<Known, "leastRow" | "leastSize"> => {
  if (index === undefined) return before;
  if (isAllMoved(index)) return { leastRow: row, leastSize: index.pages * index.pageSize };
  if (before.index === undefined) return { leastRow: before.leastRow, leastSize: 0 };
  if (isSameTurn(before.index, index)) return before;
  return { leastRow: before.row, leastSize: before.index.pages * index.pageSize };
};

/**
 * What is known from then on, if all is well with it. A file that is about to get something from the log is looked at again.
 *
 * @param row what the last commit has left
 */
export const follow = (before: Known, now: FileState, row: LastRow | undefined): Known => {
  const { leastRow, leastSize } = leastOf(before, now, row);
  const isSettled = now.index?.isMoving === false;
  return { ...now, changedAt: isSettled ? now.changedAt : -1, row, leastRow, leastSize };
};

const damages: ReadonlySet<number> = new Set([11, 26]);

/** Whether the file alone, without its log, has a row. */
const hasAlone = (file: string, row: LastRow): boolean => {
  try {
    return lookInto(loadSqlite(), immutable(file), (database) => hasRow(database, row));
  } catch (error) {
    if (damages.has(resultCode(error))) return false;
    throw error;
  }
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
  return (movedHeader(log, index, HEADER_LENGTH) ?? before.header).equals(now.header);
};

/** With a part of the log a file is neither what it was nor what it will be. */
const isReadable = ({ moved, frames }: LogIndex): boolean => moved === 0 || moved === frames;

/**
 * Whether a file that somebody has written to, or touched, has what it must have. An older copy of it that was written over it has not,
 * also where the log was moved into the file before, and all that was known of the file was what the copy has.
 */
export const isSound = (file: string, log: number, before: Known, now: Known): boolean => {
  if (!mayFollow(before.header, now.header)) return false;
  if (!wasMoved(before, now) && !now.header.equals(before.header)) return false;
  // What is on its way is looked at once it is there.
  if (now.index === undefined || now.index.isMoving) return true;
  if (now.size < now.leastSize || !hasHeader(log, before, now, now.index)) return false;
  return now.leastRow === undefined || !isReadable(now.index) || hasAlone(file, now.leastRow);
};
