import { cut } from "./cut.js";

/** Of what somebody gave, in UTF-16 units: enough to find it by. */
const LONGEST = 64;

/** Of paths and addresses, which are longer than names. */
const LONGEST_PATH = 300;

/** What somebody gave, for a message: the beginning of it, and a sign where more follows. */
export const shorten = (text: string, length = LONGEST): string =>
  text.length > length ? `${cut(text, length)}…` : text;

/** The same of a path or an address. */
export const shortenPath = (path: string): string => shorten(path, LONGEST_PATH);
