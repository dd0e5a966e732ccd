/** What stands before a user or a path: a kind that is known, or any scheme with its slashes. Another word may be the user. */
const BEGIN = /^(?:(?:sqlite3?|file|memory|postgres(?:ql)?):)?(?:[\w+.-]*:?\/\/)?/i;

/** As libpq takes it: quoted, or up to the next name, so that an unquoted one with a space in it is hidden as a whole. */
const NAMED = /((?:pass(?:word|wd)?|pwd)\s*=\s*)(?:'(?:\\.|[^'\\])*(?:'|$)|.*?(?=\s+\w+\s*=|$))/gis;

const ELIDED = "…";

/** A path may have an @ in it; a user that is followed by a password has a colon. */
const isPath = (begin: string, before: string): boolean =>
  /^(?:sqlite3?|file):$/i.test(begin) && (!before.includes(":") || /^[a-z]:[/\\]/i.test(before));

/**
 * What somebody gave for a store, for humans. Whatever it looks like, and however it is misspelt: what may be a password is
 * hidden, and rather too much than too little.
 */
export const maskStore = (text: string): string => {
  const masked = text.replace(NAMED, `$1${ELIDED}`);
  const begin = BEGIN.exec(masked)?.[0] ?? "";
  const end = masked.lastIndexOf("@");
  if (end < begin.length || isPath(begin, masked.slice(begin.length, end))) return masked;
  return begin + ELIDED + masked.slice(end);
};
