import { closeSync, existsSync, readFileSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type * as Sqlite from "node:sqlite";
import { StoreUnusableError } from "../errors.js";
import { changesOf } from "./file-header.js";
import { headerOf, immutable } from "./file-owner.js";
import { readFileSetting } from "./file-setting.js";
import { type LastRow, formatLastRow, hasRow, parseLastRow } from "./last-row.js";
import { sizeOf } from "./file-size.js";
import { lookInto } from "./look-into.js";
import { introduction, isStill, markOf, openMark, rewrite, says, strangerAt } from "./mark-file.js";
import { realFile } from "./real-file.js";

const DAMAGED = "Somebody has written over them since.\n";

const formatStore = (store: string | undefined): string => (store === undefined ? "" : `of store ${store}\n`);
const parseStore = (text: string): string | undefined => /^of store (?<store>\S+)$/mu.exec(text)?.groups?.["store"];

/** As many digits as the largest has, so that one can be written over the other. */
const formatChanges = (changes: number): string => `file ${String(changes).padStart(10, "0")}\n`;
const parseChanges = (text: string): number =>
  Number(/^file (?<changes>\d{10})$/mu.exec(text)?.groups?.["changes"] ?? 0);

/**
 * Of a stub that has not ended cleanly: what it has moved into the file is there still. A file that was put in its place may be another.
 * Comes before the file is opened: closing it ends all locks that this process has on it.
 */
export const changesBefore = (file: string): number => {
  const mark = markOf(file);
  if (!existsSync(mark) || sizeOf(file) === 0) return 0;
  return Math.min(parseChanges(readFileSync(mark, "utf8")), changesOf(headerOf(file)));
};

/** Lies beside a file in use; what it says outlives the process. */
export interface UncleanMark {
  /** After each COMMIT, before anybody is answered. It need not reach the disk: a machine that crashes has the log there. */
  readonly note: (row: LastRow | undefined) => void;
  /** How often the first page of the file has changed, as far as that is on the disk. */
  readonly moved: (changes: number) => void;
  /** Somebody has written over the file: no later start takes what is left for all there was. */
  readonly damaged: () => void;
  /** Makes it again where somebody has removed, replaced or written over it. Says in words what was done, or what is in its place. */
  readonly keep: () => string | undefined;
  readonly close: () => void;
}

/** Made as soon as there is a log, and to be cleared once everything is in the file itself. */
export const setMark = (file: string, store: string | undefined, before: number): UncleanMark => {
  const mark = markOf(file);
  let noted: LastRow | undefined;
  let changed = before;
  let isDamaged = false;
  const beginning = (): string => introduction(file) + formatLastRow(noted) + formatStore(store);
  const text = (): string => beginning() + formatChanges(changed) + (isDamaged ? DAMAGED : "");
  const place = Buffer.byteLength(introduction(file));
  let descriptor = openMark(mark, text());
  return {
    note: (row) => {
      if (row?.sequence === noted?.sequence && row?.generation === noted?.generation) return;
      writeSync(descriptor, formatLastRow(row), place);
      noted = row;
    },
    moved: (changes) => {
      if (changes <= changed) return;
      writeSync(descriptor, formatChanges(changes), Buffer.byteLength(beginning()));
      changed = changes;
    },
    damaged: () => {
      if (!isDamaged) writeSync(descriptor, DAMAGED, Buffer.byteLength(text()));
      isDamaged = true;
    },
    keep: () => {
      if (isStill(mark, descriptor)) {
        if (says(descriptor, text())) return undefined;
        rewrite(descriptor, text());
        return `${mark} was written over while the store is in use, and was written again; it belongs to the store`;
      }
      const stranger = strangerAt(mark);
      if (stranger !== undefined) return `${stranger}, since the store in use needs one`;
      const again = openMark(mark, text());
      closeSync(descriptor);
      descriptor = again;
      return `${mark} was removed or replaced while the store is in use, and was made again; it belongs to the store`;
    },
    close: () => closeSync(descriptor),
  };
};

/**
 * What lies beside the file of another store goes well with itself. The file alone says whose it is, as soon as a log was moved into
 * it; with the log it says what the log says, if that says anything.
 */
const findOther = (sqlite: typeof Sqlite, file: string, store: string): string | undefined => {
  const [mark, log] = [markOf(file), `${file}-wal`];
  const isOther = (location: string): boolean => {
    const found = lookInto(sqlite, location, (database) => readFileSetting(database, "store"));
    return found !== undefined && found !== store;
  };
  const isMixed = isOther(immutable(file)) || (existsSync(log) && isOther(file));
  if (!isMixed) return undefined;
  return `the file, ${log} and ${mark} are not of one store; put back what belongs to the file, or move ${mark} and ${log} away to go on with what is in the file`;
};

/** What the mark says of the newest row, and whether the file has it. Whoever else uses SQLite moves all of a log into the file, and removes it. */
const findLoss = (sqlite: typeof Sqlite, file: string): string | undefined => {
  const [mark, log] = [markOf(file), `${file}-wal`];
  const said = readFileSync(mark, "utf8");
  const mend = `put a sound copy in its place without ${log}, and remove ${mark}, or remove that alone to go on with what is there`;
  if (said.endsWith(DAMAGED))
    return `it was written over while it was in use, and its newest messages may be missing; ${mend}`;
  const hasLog = existsSync(log);
  const store = parseStore(said);
  const other = store && findOther(sqlite, file, store);
  if (other !== undefined) return other;
  // Without a log the file alone has the newest row, or has not: a copy that SQLite has made counts anew.
  if (sizeOf(log) > 0 && changesOf(headerOf(file)) < parseChanges(said))
    return `a copy was put in its place, and ${log} beside it goes with the file from before; move ${log} and ${file}-shm away, which is enough for a copy that SQLite has made of the two (.backup); of an older copy the newest messages are missing: put the file from before back, or remove ${mark} as well to go on without them`;
  const row = parseLastRow(said);
  const isFound =
    row !== undefined && lookInto(sqlite, hasLog ? file : immutable(file), (database) => hasRow(database, row));
  if (isFound) return undefined;
  if (!hasLog)
    return `its log ${log} is missing, and the newest messages with it; put it back, or remove ${mark} to go on without them`;
  // Without a row nobody can tell.
  return row && `the file or its log was cut or written over, and its newest messages are missing; ${mend}`;
};

/** What has been written to a log would be done away with for want of a file. */
const findOrphan = (file: string): string | undefined => {
  const log = `${file}-wal`;
  if (sizeOf(log) === 0 || sizeOf(file) > 0) return undefined;
  return `${log} lies there without the file that it belongs to; put that back, or move it away to start anew`;
};

/** What has happened to a file since a stub that has not ended cleanly used it. */
const findMissing = (sqlite: typeof Sqlite, file: string): string | undefined => {
  const [mark, log] = [markOf(file), `${file}-wal`];
  const stranger = strangerAt(mark);
  if (stranger !== undefined) return stranger;
  if (!existsSync(mark)) return findOrphan(file);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size !== undefined && size > 0) return findLoss(sqlite, file);
  // Nothing is left that a new store could do away with: see `goneBefore`.
  if (size === undefined && !existsSync(log)) return undefined;
  return `the file is ${size === 0 ? "empty" : "missing"}, and a stub that used it has not ended cleanly; put it back, or remove ${mark} and ${log} to start anew`;
};

/** A link that was put where the file was, when that was moved without its log. */
const findStranded = (file: string, path: string): string | undefined => {
  const way = resolve(path);
  const link = join(realFile(dirname(way)), basename(way));
  if (link === file) return undefined;
  const left = [`${link}-wal`, markOf(link)].find((name) => existsSync(name));
  return (
    left &&
    `${link} is a link to ${file}, and ${left} of a store that has not ended cleanly lies beside the link; move what lies there beside the file that it belongs to, or away`
  );
};

/**
 * SQLite opens a file whose log is missing, or was cut or replaced, as if what was in it had never been. The mark knows what was
 * there last.
 *
 * @throws StoreUnusableError when it is not there any more, or nobody can tell; an error of SQLite when the file is damaged
 */
export const assertNothingMissing = (sqlite: typeof Sqlite, file: string, path: string): void => {
  const found = findStranded(file, path) ?? findMissing(sqlite, file);
  if (found !== undefined) throw new StoreUnusableError(`store sqlite:${path}: ${found}`, undefined, "damaged");
};

/** Where a new store is about to be made in place of one that was lost: what went with it. Removing its files is a way to start anew. */
export const goneBefore = (file: string): string | undefined => {
  const mark = markOf(file);
  if (!existsSync(mark) || existsSync(file) || existsSync(`${file}-wal`)) return undefined;
  return `${file} and its log are gone, though a stub that used them has not ended cleanly (${mark} is left): what they had is gone with them, and a new store is made`;
};
