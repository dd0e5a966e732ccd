import type { StoreLostError } from "../errors.js";
import type { Descriptors } from "./descriptors.js";
import { type FileWatch, watchFiles } from "./file-watch.js";
import type { LastRow } from "./last-row.js";
import type { LockBeside } from "./lock-beside.js";
import type { UncleanMark } from "./unclean-mark.js";

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

interface Watched {
  readonly path: string;
  readonly file: string;
  readonly descriptors: Descriptors;
  /** What the file has. */
  readonly newest: LastRow | undefined;
  readonly mark: UncleanMark;
  readonly lock: LockBeside;
}

interface WatchTold {
  readonly onLost: (error: StoreLostError) => void;
  readonly onNotice: (text: string) => void;
}

/** Puts right what lies beside the file as long as that is the one that was opened. */
export const watchOpen = (
  { path, file, descriptors, newest, mark, lock }: Watched,
  { onLost, onNotice }: WatchTold,
): FileWatch => {
  const files = { database: file, log: `${file}-wal`, index: `${file}-shm`, lock: lock.lock };
  const noteMoved = (): void => mark.moved(watch.changes());
  const keepMark = (): string | undefined => {
    noteMoved();
    return mark.keep();
  };
  const keepFiles = createKeeper([{ keep: keepMark }, lock], onNotice);
  const watch = watchFiles(
    path,
    files,
    { open: descriptors.open, newest },
    {
      onLost: (error) => {
        if (error.fault === "damaged") mark.damaged();
        onLost(error);
      },
      onLook: () => {
        // Beside a file that is another one now it would be that one's.
        if (watch.hasDatabase()) keepFiles();
      },
    },
  );
  noteMoved();
  return watch;
};
