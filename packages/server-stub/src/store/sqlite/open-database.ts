import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import type * as Sqlite from "node:sqlite";
import type { StoreLostError } from "../errors.js";
import { unusable } from "./failure.js";
import { assertOneName, assertPlain, assertWritable } from "./assert-usable.js";
import { assertOwned } from "./file-owner.js";
import { type FileWatch, watchFiles } from "./file-watch.js";
import { type Locks, takeLocks } from "./locks.js";
import { causeOf } from "./io-cause.js";
import { newestRow } from "./last-row.js";
import { loadSqlite } from "./load-sqlite.js";
import { type OpenFile, closeUnmarked, openFile } from "./open-file.js";
import { type Room, type StatDisk, createRoom } from "./room.js";
import { realFile } from "./real-file.js";
import { clearMark } from "./mark-file.js";
import { takenReserve } from "./reserve.js";
import { type UncleanMark, assertNothingMissing, changesBefore, goneBefore, setMark } from "./unclean-mark.js";

export interface OpenDatabase {
  readonly database: Sqlite.DatabaseSync;
  readonly watch: FileWatch;
  readonly mark: UncleanMark;
  readonly room: Room;
  /** Where it lies. */
  readonly file: string;
  /** Whether all of it has been read for damage. */
  readonly isChecked: boolean;
  /** Closes the file and lets go of its locks. */
  readonly close: () => void;
}

/**
 * It holds access tokens and the platform's private key. SQLite gives the files beside it the same mode.
 *
 * @returns whether it was not there
 */
const makePrivate = (file: string): boolean => {
  if (existsSync(file)) return false;
  try {
    closeSync(openSync(file, "a", 0o600));
    return true;
  } catch {
    // SQLite says what is wrong.
    return false;
  }
};

/** A store that could not be begun leaves nothing in the way of the next try; nobody else has it as long as the lock is held. */
const unmake = (file: string, { before, lock }: Locks["beside"]): void => {
  if (existsSync(`${file}-wal`)) return;
  rmSync(file, { force: true });
  if (before === undefined) rmSync(lock, { force: true });
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

/** What is put right when somebody has removed it or written over it. */
type Kept = Pick<UncleanMark, "keep">;

/** What was said of a file is not said again: whoever removes it once may do so every minute. */
const createKeeper = (files: readonly Kept[], onNotice: (text: string) => void): (() => void) => {
  const said = new Set<string>();
  const keep = (file: Kept): void => {
    try {
      const notice = file.keep();
      if (notice === undefined || said.has(notice)) return;
      said.add(notice);
      onNotice(notice);
    } catch {
      // Whatever is in its way, it is tried again.
    }
  };
  return () => files.forEach(keep);
};

export interface OpeningOptions {
  /** Told once when the file turns out to be gone, or another one, while nobody asks. */
  readonly onLost: (error: StoreLostError) => void;
  /** Told what somebody should know, and what keeps the store from nothing. */
  readonly onNotice: (text: string) => void;
  /** @internal Files up to so many bytes are read for damage before they are used, larger ones meanwhile. */
  readonly largestChecked?: number | undefined;
  /** @internal Asks the operating system about the disk of a folder. */
  readonly statfs?: StatDisk | undefined;
}

/**
 * Opens the file, making it and its folder when they are missing.
 *
 * @throws StoreUnusableError one clear line: taken by another process, another program's, not writable, damaged, disk full
 */
export const openDatabase = async (
  path: string,
  { onLost, onNotice, largestChecked, statfs }: OpeningOptions,
): Promise<OpenDatabase> => {
  const sqlite = loadSqlite();
  const file = realFile(path);
  let locks: Locks | undefined;
  let opened: OpenFile | undefined;
  let mark: UncleanMark | undefined;
  let gone: string | undefined;
  let changes = 0;
  let isNew = false;
  const room = createRoom(file, statfs);
  try {
    locks = takeLocks(sqlite, {
      file,
      path,
      examine: () => {
        assertWritable(file, path);
        assertPlain(file, path);
        assertOwned(sqlite, file, path);
        assertOneName(file, path);
        assertNothingMissing(sqlite, file, path);
        gone = goneBefore(file);
        changes = changesBefore(file);
      },
      make: () => {
        isNew = makePrivate(file);
      },
    });
    opened = openFile({ sqlite, file, path, room, lock: locks.beside, largestChecked });
    mark = setMark(file, opened.store, changes);
  } catch (error) {
    if (opened !== undefined) closeUnmarked(opened.database, file);
    if (isNew && locks !== undefined) unmake(file, locks.beside);
    locks?.release();
    throw unusable(path, error, () => causeOf(file));
  }
  const held = { locks, mark };
  const { database, isChecked } = opened;
  const files = { database: file, log: `${file}-wal`, index: `${file}-shm`, lock: `${file}.lock` };
  const noteMoved = (): void => held.mark.moved(watch.changes());
  const keepMark = (): string | undefined => {
    noteMoved();
    return held.mark.keep();
  };
  const keepFiles = createKeeper([{ keep: keepMark }, locks.beside], onNotice);
  const first = newestRow((text) => database.prepare(text));
  held.mark.note(first);
  const watch = watchFiles(path, files, first, {
    onLost: (error) => {
      if (error.fault === "damaged") held.mark.damaged();
      onLost(error);
    },
    onLook: () => {
      // Beside a file that is another one now it would be that one's.
      if (watch.hasDatabase()) keepFiles();
    },
  });
  noteMoved();
  for (const notice of [gone, takenReserve(file)]) if (notice !== undefined) onNotice(notice);
  return {
    database,
    watch,
    mark,
    room,
    file,
    isChecked,
    close: () => {
      settle(database, file, watch);
      room.close();
      database.close();
      watch.close();
      held.mark.close();
      held.locks.release();
    },
  };
};
