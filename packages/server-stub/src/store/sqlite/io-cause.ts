import { accessSync, closeSync, constants, lstatSync, openSync, rmSync, writeFileSync } from "node:fs";

/** What is tried on the files of a store; each throws what the operating system says. */
export interface Trials {
  readonly access: (file: string) => void;
  readonly openLog: (log: string) => void;
  readonly write: (file: string) => void;
}

const trials: Trials = {
  access: (file) => accessSync(file, constants.W_OK),
  // The log alone has no locks that closing it would end.
  openLog: (log) => closeSync(openSync(log, "r+")),
  write: (file) => {
    // What lies there is somebody else's.
    if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) return;
    try {
      writeFileSync(file, Buffer.alloc(8192), { flag: "wx", mode: 0o600 });
    } finally {
      rmSync(file, { force: true });
    }
  },
};

/**
 * SQLite says of many failures only that writing failed: a file system that has become read-only, a file that may not be changed, a
 * quota. So what it did is tried again.
 *
 * @returns the error of the operating system; undefined when it finds nothing wrong
 */
export const causeOf = (file: string, { access, openLog, write }: Trials = trials): unknown => {
  try {
    access(file);
    openLog(`${file}-wal`);
    write(`${file}.trial`);
    return undefined;
  } catch (error) {
    return error;
  }
};
