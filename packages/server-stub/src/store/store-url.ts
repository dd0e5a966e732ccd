import { StubError } from "../model/errors.js";
import { shortenPath } from "../model/shorten.js";
import type { Store } from "./store.js";

const illegal = (text: string): StubError =>
  new StubError(
    "OPTION_ILLEGAL",
    `store: ${text}; use memory, sqlite:<file> or postgres://user:password@host/database`,
  );

const SQLITE = "sqlite:";

/** Longer than any path, and than any address with all of its parameters. */
const LONGEST = 8192;

/** Paths that would lead elsewhere than their writer thinks. */
const NO_FILES: readonly (readonly [pattern: RegExp, rule: string])[] = [
  [/^$/, "the file is missing"],
  [/^:memory:$/, "a store without a file is called memory"],
  [/^file:/i, "sqlite: takes the path of a file, not a file: URL"],
  [/^\/\//, "sqlite: is followed by the path itself and no //, as in sqlite:stub.db or sqlite:/var/lib/stub.db"],
  [/^~[^/]*(?:\/|$)/, "~ stands for a folder in a shell alone, and behind sqlite: not even there; write the path"],
  [/[/\\]$/, "a path that ends in a slash is a folder's; name a file in it"],
  [
    // A path with ./ before its name is meant as it is written.
    /^(?!(?:.*[/\\])?\.[/\\][^/\\]*$)[^?]*\?[a-z_]+=/is,
    "parameters such as ?mode=ro are not read, and would count as a part of the file's name; leave them out, or put ./ before the name of a file that is called so",
  ],
  [/^\s|\s$/, "the path starts or ends with a space"],
  [
    /^(?:sqlite|memory|postgres(?:ql)?):|^[\w+.-]{2,}:\/\//i,
    "another kind of store stands behind sqlite:; write it alone",
  ],
  [
    /^[^/\\]*:[^/\\]*@|^(?:[^/\\]*\s)?(?:host|user|dbname|password)\s*=/i,
    "what stands behind sqlite: looks like a database's address and no file; leave sqlite: out, or put ./ before a file of that name",
  ],
];

const WINDOWS: readonly [pattern: RegExp, rule: string] = [
  /^[A-Za-z]:[/\\]/,
  "the path is one of Windows, and this is another system",
];

/** @throws StubError `OPTION_ILLEGAL` naming the rule. */
const checkFile = (file: string): void => {
  const rules = process.platform === "win32" ? NO_FILES : [...NO_FILES, WINDOWS];
  const broken = rules.find(([pattern]) => pattern.test(file));
  if (broken) throw illegal(broken[1]);
};

const KINDS: Readonly<Record<string, string>> = {
  memory: "memory",
  sqlite: "sqlite:<file>",
  sqlite3: "sqlite:<file>",
  file: "sqlite:<file>",
  postgres: "postgres://…",
  postgresql: "postgres://…",
};

/** A database's address without its scheme, or as libpq takes it without being a URL. */
const DATABASE = /@|\b(?:host|port|user|dbname|password)\s*=/i;

/** What was probably meant. Shows nothing of a URL, which may hold a password. */
const hintFor = (url: string): string => {
  const [scheme = "", ...more] = url.split(":");
  const kind = KINDS[scheme.toLowerCase()];
  if (kind !== undefined) return `; did you mean ${kind}?`;
  if (!url.includes("://") && DATABASE.test(url)) return "; did you mean postgres://…?";
  return more.length === 0 && /[./\\]/.test(url) ? `; did you mean sqlite:${shortenPath(url)}?` : "";
};

/**
 * The kind of store that a URL names.
 *
 * @throws StubError `OPTION_ILLEGAL` for any other text.
 */
export const kindOf = (url: string): Store["kind"] => {
  if (url === "memory") return "memory";
  if (url.length > LONGEST) throw illegal(`has more than ${LONGEST} characters`);
  if (/^postgres(?:ql)?:\/\/./.test(url)) return "postgres";
  if (!url.startsWith(SQLITE)) throw illegal(`is none of the known kinds${hintFor(url)}`);
  checkFile(url.slice(SQLITE.length));
  return "sqlite";
};

/** The file of a SQLite store; undefined for any other. */
export const fileOf = (url: string): string | undefined =>
  url.startsWith(SQLITE) ? url.slice(SQLITE.length) : undefined;
