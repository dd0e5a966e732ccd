import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";

/** The files that are watched, open for reading. */
export interface Descriptors {
  readonly open: (file: string) => number;
  /** Comes after the database was closed: closing a file ends all locks that this process has on it. */
  readonly close: () => void;
}

export const createDescriptors = (): Descriptors => {
  const opened: number[] = [];
  return {
    open: (file) => {
      const descriptor = openSync(file, "r");
      opened.push(descriptor);
      return descriptor;
    },
    close: () => {
      for (const descriptor of opened.splice(0)) closeSync(descriptor);
    },
  };
};

/** Of a store beside its locks: the database, its log and the index, the three to watch them, the mark, and one in passing. */
const needed = 8;

/**
 * SQLite says only that a file cannot be opened. It has closed some of its own by then, so that one may be free again: as many as
 * there have to be are asked for, before any other is let go.
 *
 * @returns the error of the operating system; undefined when there are enough
 */
export const lackOfDescriptors = (open: Descriptors["open"] = (file) => openSync(file, "r")): unknown => {
  const opened: number[] = [];
  try {
    while (opened.length < needed) opened.push(open(devNull));
    return undefined;
  } catch (error) {
    return error;
  } finally {
    opened.forEach((descriptor) => closeSync(descriptor));
  }
};
