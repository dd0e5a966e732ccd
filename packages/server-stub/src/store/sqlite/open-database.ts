import type * as Sqlite from "node:sqlite";
import type { StoreLostError } from "../errors.js";
import { type Descriptors, createDescriptors, lackOfDescriptors } from "./descriptors.js";
import { unusable } from "./failure.js";
import { assertOneName, assertPlain, assertWritable } from "./assert-usable.js";
import { assertOwned } from "./file-owner.js";
import type { FileWatch } from "./file-watch.js";
import { type Locks, takeLocks } from "./locks.js";
import { causeOf } from "./io-cause.js";
import { newestRow } from "./last-row.js";
import { loadSqlite } from "./load-sqlite.js";
import { makePrivate, unmake } from "./new-file.js";
import { type OpenFile, closeUnmarked, openFile } from "./open-file.js";
import { type Room, type StatDisk, createRoom } from "./room.js";
import { realFile } from "./real-file.js";
import { clearMark } from "./mark-file.js";
import { takenReserve } from "./reserve.js";
import { watchOpen } from "./watch-open.js";
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

/** One that fails keeps none of the others: why the start has failed is known already. */
const letGo = (steps: readonly (() => void)[]): void => {
  for (const step of steps) {
    try {
      step();
    } catch {
      // What is left of it ends with the process.
    }
  }
};

/**
 * Everything goes into the file itself, so that it can be copied alone. That takes the file and no path of a log: what was in a log
 * that somebody has removed is read from there as long as it is open.
 *
 * @returns whether the file has all of it now
 */
const settle = (database: Sqlite.DatabaseSync, watch: FileWatch): boolean => {
  try {
    if (!watch.hasDatabase()) return false;
    // Whoever reads may come to an end.
    database.exec("PRAGMA busy_timeout = 1000");
    const { busy } = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() ?? {};
    return busy === 0;
  } catch {
    // The log stays, and with it the mark.
    return false;
  }
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

interface Parts extends Omit<OpenDatabase, "close"> {
  readonly locks: Locks;
  readonly descriptors: Descriptors;
}

const closable = ({ locks, descriptors, ...open }: Parts): OpenDatabase => ({
  ...open,
  close: () => {
    const { database, file, watch, room, mark } = open;
    const isSettled = settle(database, watch);
    room.close();
    database.close();
    // To look at it takes a file descriptor, of which there may have been none until now.
    if (isSettled) clearMark(file);
    watch.close();
    descriptors.close();
    mark.close();
    locks.release();
  },
});

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
  const descriptors = createDescriptors();
  let locks: Locks | undefined;
  let opened: OpenFile | undefined;
  let mark: UncleanMark | undefined;
  let watch: FileWatch | undefined;
  let isNew = false;
  try {
    const room = createRoom(file, statfs);
    let gone: string | undefined;
    let changes = 0;
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
    const { database } = opened;
    const newest = newestRow((text) => database.prepare(text));
    mark.note(newest);
    watch = watchOpen({ path, file, descriptors, newest, mark, lock: locks.beside }, { onLost, onNotice });
    for (const notice of [gone, takenReserve(file)]) if (notice !== undefined) onNotice(notice);
    return closable({ ...opened, file, room, watch, mark, locks, descriptors });
  } catch (error) {
    const lack = lackOfDescriptors();
    letGo([
      () => watch?.close(),
      () => opened && closeUnmarked(opened.database, file),
      () => descriptors.close(),
      () => mark?.close(),
      () => isNew && locks && unmake(file, locks.beside),
      () => locks?.release(),
    ]);
    throw unusable(path, error, () => lack ?? causeOf(file));
  }
};
