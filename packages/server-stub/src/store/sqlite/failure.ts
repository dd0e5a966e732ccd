import { descriptorLimit } from "../../model/descriptor-limit.js";
import { codeOf } from "../../model/error-code.js";
import { type StoreFault, StoreLostError, StoreUnusableError, isStoreError } from "../errors.js";

/** What is wrong with a file, and how to mend it. */
export interface Failure {
  readonly fault: StoreFault;
  readonly rule: string;
}

export const damaged: Failure = {
  fault: "damaged",
  rule: "the file is damaged; see what `server-stub check` finds, then put a copy in its place or move it away",
};
/** What a check of SQLite has found, in one line. */
export const damageOf = (found: string): string => `${damaged.rule} (${found.split("\n").at(-1) ?? ""})`;

export const full: Failure = {
  fault: "full",
  rule: "the disk is full; free some space, or let go of what is no longer needed: POST /_stub/namespaces/<name>/reset, DELETE /_stub/namespaces/<name>/snapshots",
};

/** Nobody can let go of anything in a store that has not started. */
const noRoom: Failure = { fault: "full", rule: "the disk is full; free some space there, or choose another path" };

/** Letting go of something needs room in the log, which is a file as well. */
const tooLong: Failure = {
  fault: "full",
  rule: "its files may not become larger: the limit of this process for the size of files is reached; raise it (`ulimit -f unlimited`, or LimitFSIZE of a service) and start the stub again",
};

/** By SQLite's primary result code. */
const failures: Readonly<Record<number, Failure>> = {
  5: { fault: "locked", rule: "another program holds the file; close it" },
  6: { fault: "locked", rule: "another program holds the file; close it" },
  8: { fault: "read-only", rule: "the file cannot be written; check its permissions and how its disk is mounted" },
  10: { fault: "lost", rule: "reading or writing failed; check the disk" },
  11: damaged,
  13: full,
  14: {
    fault: "lost",
    rule: "the file cannot be opened; check that the folder exists and is writable, and that the whole path has at most 504 bytes",
  },
  18: { fault: "too-large", rule: "a row is larger than SQLite takes; send less at a time" },
  26: { fault: "damaged", rule: "the file is not an SQLite database; use another one" },
};

/** Of input and output errors some say more: a file that is too short, no room for shared memory, a broken file system. */
const extendedFailures: Readonly<Record<number, Failure>> = {
  [10 | (2 << 8)]: damaged,
  [10 | (19 << 8)]: full,
  [10 | (21 << 8)]: full,
  [10 | (33 << 8)]: damaged,
};

const folderFailures: Readonly<Record<string, Failure>> = {
  EACCES: { fault: "read-only", rule: "its folder may not be made; check the permissions, or choose another path" },
  EEXIST: { fault: "lost", rule: "its folder is a file; choose another path" },
  EFBIG: tooLong,
  ENOENT: { fault: "lost", rule: "its folder cannot be made there; choose another path" },
  EDQUOT: full,
  ELOOP: { fault: "lost", rule: "links on the way to it lead in a circle; correct them, or choose another path" },
  ENAMETOOLONG: {
    fault: "lost",
    rule: "its path is too long, or its name with what is added for the files beside it (such as .unclean); choose a shorter one",
  },
  ENOSPC: full,
  ENOTDIR: { fault: "lost", rule: "its folder lies in a file; choose another path" },
  EPERM: { fault: "read-only", rule: "its folder may not be made; check the permissions, or choose another path" },
  EROFS: { fault: "read-only", rule: "the file system is read-only; choose another path" },
};

const errcodeOf = (error: unknown): number =>
  error instanceof Error && "errcode" in error && typeof error.errcode === "number" ? error.errcode : 0;

/** SQLite's primary result code, 0 for other errors. */
export const resultCode = (error: unknown): number => errcodeOf(error) & 0xff;

const BUSY = 5;
/** Whether somebody else has what was asked for. */
export const isBusy = (error: unknown): boolean => resultCode(error) === BUSY;

const forbidden: Failure = { fault: "read-only", rule: "this user may not read the file; check the permissions" };
const isForbidden = (code: string): boolean => code === "EACCES" || code === "EPERM";

/** No file can be opened, whatever it is. */
const outOfDescriptors = (error: unknown): Failure | undefined => {
  const rule = descriptorLimit(error);
  return rule === undefined ? undefined : { fault: "lost", rule };
};

/** Of an error of SQLite or of the file system; undefined for every other. */
export const failureOf = (error: unknown): Failure | undefined => {
  const known = extendedFailures[errcodeOf(error)] ?? failures[resultCode(error)];
  if (known !== undefined) return known;
  const code = codeOf(error);
  // Folders are made; whatever else is forbidden has to do with what is there.
  const isMaking = error instanceof Error && "syscall" in error && error.syscall === "mkdir";
  return isForbidden(code) && !isMaking ? forbidden : (folderFailures[code] ?? outOfDescriptors(error));
};

export const isDatabaseError = (error: unknown): boolean => codeOf(error).startsWith("ERR_SQLITE");

const fallback = (error: unknown): string => (error instanceof Error ? error.message : "cannot be opened");

const READ_ONLY = 8;
const IO = 10;
const CANNOT_OPEN = 14;
const readOnly: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EROFS"]);

/** What the operating system says of a file in use. */
const failureOfCause = (cause: unknown): Failure | undefined => {
  const code = codeOf(cause);
  if (readOnly.has(code)) return failures[READ_ONLY];
  const found = folderFailures[code];
  return found === full || found === tooLong ? found : outOfDescriptors(cause);
};

/** Asks the operating system where SQLite does not say enough. */
type CauseOf = () => unknown;
const unasked: CauseOf = () => undefined;

/** Of a write that ends half-way SQLite says that the disk is full, whatever has ended it. */
const lackOf = (causeOf: CauseOf): Failure => (failureOfCause(causeOf()) === tooLong ? tooLong : full);

const explain = (error: unknown, causeOf: CauseOf): Failure => {
  const known = failureOf(error) ?? { fault: "lost", rule: fallback(error) };
  if (!isDatabaseError(error)) return known;
  if (known === full) return lackOf(causeOf);
  if (known.fault !== "lost" || ![IO, CANNOT_OPEN].includes(resultCode(error))) return known;
  const cause = causeOf();
  // Of a path SQLite says enough.
  return (resultCode(error) === IO ? failureOfCause(cause) : outOfDescriptors(cause)) ?? known;
};

/** For the start: names the file and the mend. */
export const unusable = (path: string, error: unknown, causeOf = unasked): StoreUnusableError => {
  if (error instanceof StoreUnusableError) return error;
  const found = explain(error, causeOf);
  const { fault, rule } = found === full ? noRoom : found;
  return new StoreUnusableError(`store sqlite:${path}: ${rule}`, error, fault);
};

/** A store that is in use has no room for what frees some. */
export const crowded = (path: string, causeOf = unasked): StoreLostError => {
  const { fault, rule } = lackOf(causeOf);
  return new StoreLostError(`store sqlite:${path}: ${rule}`, undefined, fault);
};

/** What keeps a store that is in use from taking something. */
export const lostBy = (path: string, error: unknown, causeOf = unasked): StoreLostError | StoreUnusableError => {
  if (isStoreError(error)) return error;
  const { fault, rule } = explain(error, causeOf);
  return new StoreLostError(`store sqlite:${path}: ${rule}`, error, fault);
};
