import { randomBytes } from "node:crypto";

const DRAWN = 1024;

let pool = Buffer.alloc(0);
let used = 0;

/** So many random bytes as text. To ask the system for a few costs as much as for a thousand, and every stub asks twice. */
export const randomText = (bytes: number, encoding: "hex" | "base64url"): string => {
  if (used + bytes > pool.length) [pool, used] = [randomBytes(Math.max(DRAWN, bytes)), 0];
  used += bytes;
  return pool.toString(encoding, used - bytes, used);
};
