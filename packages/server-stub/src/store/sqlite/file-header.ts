import { readSync } from "node:fs";

/** Says in the header of a file that it is ours: "MPMS". */
export const APPLICATION_ID = 0x4d_50_4d_53;

const magic = "SQLite format 3\0";
export const HEADER_LENGTH = 100;

/** Reads up to so many bytes; fewer where the file is shorter. */
export const readBytes = (descriptor: number, position: number, most: number): Buffer => {
  const bytes = Buffer.alloc(most);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, most, position));
};

/** Each change that reaches the file itself shows in these bytes. */
export const readHeader = (descriptor: number): Buffer => readBytes(descriptor, 0, HEADER_LENGTH);

export const isDatabase = (header: Buffer): boolean =>
  header.length === HEADER_LENGTH && header.toString("latin1", 0, magic.length) === magic;

/** Goes up with each change of the first page. */
export const changesOf = (header: Buffer): number => header.readUInt32BE(24);
export const pagesOf = (header: Buffer): number => header.readUInt32BE(28);
export const applicationIdOf = (header: Buffer): number => header.readUInt32BE(68);
export const userVersionOf = (header: Buffer): number => header.readUInt32BE(60);

/** What a file is from its first write on: how it is laid out, and whose it is. */
const lasting = [
  [0, 24],
  [64, 72],
] as const;

/** Counts what has come to the file, and what has become of its tables. */
const counters = [24, 40] as const;

const isLaidOutAs = (before: Buffer, now: Buffer): boolean =>
  lasting.every(([start, end]) => now.subarray(start, end).equals(before.subarray(start, end)));

/**
 * Whether one header may have come after another of the same file.
 *
 * @param due what the log has brought, or is about to bring: a start lays an older version's file out anew
 */
export const mayFollow = (before: Buffer, now: Buffer, due: Buffer): boolean =>
  now.length === HEADER_LENGTH &&
  (isLaidOutAs(before, now) || isLaidOutAs(due, now)) &&
  counters.every((place) => now.readUInt32BE(place) >= before.readUInt32BE(place));
