import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { readBytes } from "./file-header.js";
import { kindOf } from "./file-kind.js";

export const markOf = (file: string): string => `${file}.unclean`;

const beginning = "The stub that uses ";

/** What it says to people. */
export const introduction = (file: string): string =>
  `${beginning}${file} has not ended cleanly yet: what it took last is in ${file}-wal. Keep the two together.\n`;

/** Nothing else is written over or removed. A machine that lost its power may leave it empty, or full of zeros. */
const isMark = (text: string): boolean => text.startsWith(beginning) || /^\0*$/u.test(text);

/** What is in the place of a mark and is none, in words. */
export const strangerAt = (mark: string): string | undefined => {
  const stats = lstatSync(mark, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  // What a link leads to would be written over.
  if (!stats.isFile()) return `${mark} is ${kindOf(stats)} and no file; remove it`;
  return isMark(readFileSync(mark, "utf8")) ? undefined : `${mark} is no mark of a stub; move it away`;
};

export const clearMark = (file: string): void => {
  const mark = markOf(file);
  if (strangerAt(mark) === undefined) rmSync(mark, { force: true });
};

/** Makes it, or writes over an earlier one, and never over what a link leads to. */
export const openMark = (mark: string, text: string): number => {
  const { O_CREAT, O_NOFOLLOW, O_RDWR, O_TRUNC } = constants;
  const descriptor = openSync(mark, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600);
  try {
    writeFileSync(descriptor, text);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
};

/** Whether the file under the path is the one that was opened. */
export const isStill = (mark: string, descriptor: number): boolean => {
  const [now, then] = [
    lstatSync(mark, { throwIfNoEntry: false, bigint: true }),
    fstatSync(descriptor, { bigint: true }),
  ];
  return now?.ino === then.ino && now.dev === then.dev;
};

/** Whether the file that was opened still says what it should; one byte more is looked for than there should be. */
export const says = (descriptor: number, text: string): boolean =>
  readBytes(descriptor, 0, Buffer.byteLength(text) + 1).toString() === text;

export const rewrite = (descriptor: number, text: string): void => {
  writeSync(descriptor, text, 0);
  ftruncateSync(descriptor, Buffer.byteLength(text));
};
