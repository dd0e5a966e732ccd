import { fstatSync } from "node:fs";
import { readBytes } from "./file-header.js";

/** What SQLite keeps about the log in the memory that all processes share (`-shm`). */
export interface LogIndex {
  /** Goes up with each commit, whoever makes it. A checkpoint leaves it alone. */
  readonly commits: number;
  /** What the file has got, or is getting at the moment, from the log, and which turn of the log that is. */
  readonly checkpoint: string;
  /** Whether it is getting it at the moment. */
  readonly isMoving: boolean;
  /** Frames of the log that count. */
  readonly frames: number;
  /** So many of them are in the file. */
  readonly moved: number;
  /** That the file has, or will have once it has all of the log; 0 as long as nothing was written. */
  readonly pages: number;
  readonly pageSize: number;
  readonly salt: Buffer;
  /** Of the last frame, which sums up those before it. */
  readonly sum: readonly [number, number];
}

const headerLength = 48;
const place = { commits: 2, frames: 4, pages: 5, sum: 6, done: 24, attempted: 32 };
const placeOfSalt = 32;

/** Undefined while a process is about to change it. */
export const readLogIndex = (descriptor: number): LogIndex | undefined => {
  const bytes = readBytes(descriptor, 0, 2 * headerLength + 40);
  const header = bytes.subarray(0, headerLength);
  if (!header.equals(bytes.subarray(headerLength, 2 * headerLength))) return undefined;
  // Each machine writes it in its own order.
  const words = new Uint32Array(new Uint8Array(bytes).buffer, 0, bytes.length >> 2);
  const word = (index: number): number => words[index] ?? 0;
  const pageSize = new Uint16Array(new Uint8Array(header).buffer)[7] ?? 0;
  const salt = header.subarray(placeOfSalt, placeOfSalt + 8);
  return {
    commits: word(place.commits),
    checkpoint: `${salt.toString("hex")} ${word(place.attempted)}`,
    isMoving: word(place.done) < word(place.attempted),
    frames: word(place.frames),
    moved: word(place.done),
    pages: word(place.pages),
    // The largest size does not fit.
    pageSize: pageSize === 1 ? 65_536 : pageSize,
    salt,
    sum: [word(place.sum), word(place.sum + 1)],
  };
};

const logHeader = 32;
const frameHeader = 24;
/** A log begins with one of two numbers. */
const magicNumbers = new Set([0x377f0682, 0x377f0683]);

/** Whether the log has all that the index says: it begins as it should, and its last frame that counts is there. */
export const isWhole = (descriptor: number, { frames, pageSize, salt, sum }: LogIndex): boolean => {
  if (frames === 0) return true;
  const start = readBytes(descriptor, 0, logHeader);
  if (start.length < logHeader || !magicNumbers.has(start.readUInt32BE(0))) return false;
  if (!start.subarray(16, 24).equals(salt)) return false;
  const end = logHeader + frames * (frameHeader + pageSize);
  if (fstatSync(descriptor).size < end) return false;
  const last = readBytes(descriptor, end - pageSize - frameHeader, frameHeader);
  return last.subarray(8, 16).equals(salt) && last.readUInt32BE(16) === sum[0] && last.readUInt32BE(20) === sum[1];
};

/** What the first so many frames of a log have for the first page of the file, as far as it is asked for; undefined where it is not among them. */
export const headerIn = (
  descriptor: number,
  { pageSize }: LogIndex,
  frames: number,
  length: number,
): Buffer | undefined => {
  for (let frame = frames - 1; frame >= 0; frame -= 1) {
    const start = logHeader + frame * (frameHeader + pageSize);
    const page = readBytes(descriptor, start, 4);
    if (page.length < 4 || page.readUInt32BE(0) !== 1) continue;
    return readBytes(descriptor, start + frameHeader, length);
  }
  return undefined;
};
