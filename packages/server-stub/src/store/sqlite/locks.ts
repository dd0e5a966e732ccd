import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type * as Sqlite from "node:sqlite";
import { StoreUnusableError } from "../errors.js";
import { makeFolder } from "../make-folder.js";
import { resultCode } from "./failure.js";

export interface Locks {
  readonly release: () => void;
}

const busy = 5;

/** Holds the operating system's lock on a file for as long as the process lives: a crash leaves nothing to clean up. */
const hold = ({ DatabaseSync }: typeof Sqlite, companion: string): Sqlite.DatabaseSync => {
  const holder = new DatabaseSync(companion);
  try {
    holder.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return holder;
  } catch (error) {
    holder.close();
    throw error;
  }
};

/** Of the path and the user: the folder of temporary files is everybody's. */
const pathLockFile = (file: string): string => {
  const digest = createHash("sha256")
    .update(`${process.getuid?.() ?? ""} ${file}`)
    .digest("hex");
  return join(tmpdir(), `server-stub-${digest.slice(0, 24)}.lock`);
};

/**
 * Makes the folder when it is missing. A second process learns at once that the store is taken. The companion beside the file goes where the file goes; when the two
 * are removed or moved while they are in use, the lock of the path still keeps others from starting anew in their place.
 *
 * @param examine looks at the file, whose locks a second store of this process would undo by closing it: so not without the first one
 * @throws StoreUnusableError when another process has either of them, and what `examine` throws
 */
export const takeLocks = (
  sqlite: typeof Sqlite,
  { file, path }: { readonly file: string; readonly path: string },
  examine: () => void,
): Locks => {
  const holders: Sqlite.DatabaseSync[] = [];
  const release = (): void => {
    for (const holder of holders) holder.close();
  };
  const take = (companion: string): void => {
    try {
      holders.push(hold(sqlite, companion));
    } catch (error) {
      if (resultCode(error) !== busy) throw error;
      throw new StoreUnusableError(
        `store sqlite:${path}: another process uses this file; stop it, or give this one a file of its own with --store`,
        error,
        "locked",
      );
    }
  };
  const ofPath = pathLockFile(file);
  try {
    try {
      take(ofPath);
    } catch (error) {
      // Without a folder for temporary files the companion has to do.
      if (error instanceof StoreUnusableError) throw error;
    }
    examine();
    // Whoever is refused leaves nothing where a folder was moved away.
    makeFolder(dirname(file));
    take(`${file}.lock`);
  } catch (error) {
    release();
    throw error;
  }
  return {
    release: () => {
      try {
        // Before it is let go: afterwards it may be somebody else's.
        rmSync(ofPath, { force: true });
      } catch {
        // Where an open file cannot be removed it stays, and is empty.
      }
      release();
    },
  };
};
