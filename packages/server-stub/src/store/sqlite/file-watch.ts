import { type Stats, lstatSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { StoreLostError } from "../errors.js";
import { codeOf } from "../../model/error-code.js";
import { clearInterval, dateNow, setInterval } from "../../model/real-time.js";
import type { Descriptors } from "./descriptors.js";
import { type FileState, follow, isSame, isSound, isStill, knownAtFirst, readState } from "./file-content.js";
import type { LastRow } from "./last-row.js";
import { isWhole } from "./log-index.js";

/** Tells whether the files under the paths are still the ones that were opened. */
export interface FileWatch {
  /** Before a transaction. @throws StoreLostError when somebody has written to the file, or nothing has come back since the last look */
  begin(): void;
  /**
   * After our own COMMIT, which may have moved the log into the file. Returns how many frames the log has.
   *
   * @param row what it has left
   * @throws StoreLostError when a file was removed, moved, replaced or written over
   */
  committed(row: LastRow | undefined): number;
  /** How often the first page of the file has changed, as far as it is on the disk for good; 0 as long as nobody can tell. */
  changes(): number;
  /** Whether the database itself is the one that was opened, whatever has become of the files beside it. */
  hasDatabase(): boolean;
  /** Looks no more. What it has looked at is for whoever has given the descriptors to close. */
  close(): void;
}

/** What is looked at: the database, what SQLite puts beside it, and our lock. */
export interface WatchedFiles {
  readonly database: string;
  readonly log: string;
  readonly index: string;
  readonly lock: string;
}

const every = 500;

/** Who writes twice within this time, in ms, may leave the same time of the last change; so long the file is looked into again. */
const step = 1000;

/** Somebody may move the log into the file between two looks at them, so a difference is looked at again, at most so often. */
const looks = 5;

const back = "put the store back as it was, or stop the stub and start it again";

/** What the operating system says in place of an answer, such as EACCES: whoever asks twice a second may get any of it. */
const saidBy = (error: unknown): string => codeOf(error) || String(error);

const withoutLinks = (file: string): Stats | undefined => lstatSync(file, { throwIfNoEntry: false });
const throughLinks = (file: string): Stats | undefined => statSync(file, { throwIfNoEntry: false });

/**
 * The path is the one that links led to when it was opened; a link in its place now leads another stub past our lock. Where nobody can
 * look it is what the operating system says.
 */
const idOf = (file: string, statsOf = withoutLinks): string | undefined => {
  try {
    const stats = statsOf(file);
    return stats && `${stats.dev} ${stats.ino}`;
  } catch (error) {
    return saidBy(error);
  }
};

const changeOf = (id: string | undefined): string => {
  if (id === undefined) return "is gone";
  return /^\d/.test(id) ? "is not the one that was opened" : `cannot be found (${id})`;
};

export interface WatchBeginning extends Pick<Descriptors, "open"> {
  /** The newest row of the file, or of its log, before anything is committed. */
  readonly newest: LastRow | undefined;
}

export interface WatchListeners {
  /** Called once each time that something is found missing. */
  readonly onLost: (error: StoreLostError) => void;
  /** Called after each look that nobody has asked for. */
  readonly onLook: () => void;
}

/**
 * An open file goes on taking what is written to it after it was removed, and nobody will ever read that again. So the paths are
 * looked at before each answer that depends on them (some microseconds), and twice a second when nobody asks. In the same way the
 * file, its log and the index of the log are asked whether somebody else has written to them: a program that uses SQLite, or one
 * that copies a backup over them. Who reads, or moves the log into the file, does no harm.
 */
export const watchFiles = (
  path: string,
  files: WatchedFiles,
  { open, newest }: WatchBeginning,
  { onLost, onLook }: WatchListeners,
): FileWatch => {
  const opened = Object.values(files).map((file: string) => [file, idOf(file)] as const);
  const way = resolve(path);
  const [database, log, index] = [open(files.database), open(files.log), open(files.index)];
  const read = (): FileState => readState(database, index);
  let known = knownAtFirst(files.database, log, read(), newest);
  /** Ours, whatever else is found: undefined as long as it could not be read. */
  let commits = known.index?.commits;
  let row = newest;
  let loss: StoreLostError | undefined;
  const lost = (what: string, mend: string, fault: "lost" | "damaged" = "lost"): StoreLostError =>
    new StoreLostError(`store sqlite:${path}: ${what}; nothing more is taken: ${mend}`, undefined, fault);
  const damaged = (file: string): StoreLostError =>
    lost(
      `${file} was written over while it was in use`,
      `stop the stub, put a sound copy of the store in its place without a log beside it, remove ${files.database}.unclean, and start it again`,
      "damaged",
    );
  const look = (): StoreLostError | undefined => {
    for (const [file, id] of opened) {
      const now = idOf(file);
      if (now === id) continue;
      return lost(`${file} ${changeOf(now)}`, back);
    }
    // Whoever starts next goes by what was given.
    const leads = way === files.database || idOf(way, throughLinks) === opened[0]?.[1];
    return leads ? undefined : lost(`${way} does not lead to ${files.database} any more`, back);
  };
  const judge = (now: FileState, isThorough: boolean): StoreLostError | undefined => {
    if (now.index && !isWhole(log, now.index)) return damaged(files.log);
    commits ??= now.index?.commits;
    if (now.index && now.index.commits !== commits) {
      return lost(
        `another program has written to ${files.database} while it was in use`,
        "see that it does not do so again, then stop the stub and start it again",
      );
    }
    return judgeContent(now, isThorough);
  };
  const judgeContent = (now: FileState, isThorough: boolean): StoreLostError | undefined => {
    const isRecent = isThorough && dateNow() - now.changedAt < step;
    if (isSame(known, now) && !isRecent) {
      known = { ...known, index: now.index, row };
      return undefined;
    }
    const next = follow(known, now, row);
    // Under the path there may be another file.
    const found = look() ?? (isSound(files.database, log, known, next) ? undefined : damaged(files.database));
    if (found === undefined) known = next;
    return found;
  };
  const whenRead = (work: () => StoreLostError | undefined): StoreLostError | undefined => {
    try {
      return work();
    } catch (error) {
      return lost(`${files.database} cannot be read (${saidBy(error)})`, "see that its disk is there and can be read");
    }
  };
  const compare = (judgeState: (now: FileState) => StoreLostError | undefined): StoreLostError | undefined =>
    whenRead(() => {
      for (let times = 1; ; times += 1) {
        const now = read();
        const found = judgeState(now);
        if (found === undefined || times === looks || isStill(now, read())) return found;
      }
    });
  const overwritten = (isThorough: boolean): StoreLostError | undefined => compare((now) => judge(now, isThorough));
  const note = (found: StoreLostError | undefined): StoreLostError | undefined => {
    const isNew = found !== undefined && loss === undefined;
    loss = found;
    if (isNew) onLost(found);
    return found;
  };
  const insist = (found: StoreLostError | undefined): void => {
    if (note(found) !== undefined) throw found;
  };
  const timer = setInterval(() => {
    note(look() ?? overwritten(true));
    onLook();
  }, every).unref();
  return {
    begin: () => insist((loss === undefined ? undefined : look()) ?? overwritten(false)),
    committed(left) {
      row = left;
      commits = undefined;
      const judgeOurs = (now: FileState): StoreLostError | undefined => {
        commits = now.index?.commits;
        return judgeContent(now, false);
      };
      insist(compare(judgeOurs) ?? look());
      return known.index?.frames ?? 0;
    },
    changes: () => known.leastChanges,
    hasDatabase: () => idOf(files.database) === opened[0]?.[1] && overwritten(true) === undefined,
    close() {
      clearInterval(timer);
    },
  };
};
