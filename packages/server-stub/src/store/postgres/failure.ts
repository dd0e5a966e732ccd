import { codeOf } from "../../model/error-code.js";
import { type StoreFault, StoreLostError, StoreUnusableError } from "../errors.js";
import { describeUrl, readModeSetting } from "./address.js";
import { type Failure, crowdOf, routineOf } from "./crowd.js";
import { answerOf, isRefusal, refusalOf } from "./refusal.js";

const starting: Failure = ["lost", "the server is starting or ending; try again in a moment"];
const readOnly: Failure = [
  "read-only",
  "the server is a standby or may only be read; point --store at the primary, or wait until this one is promoted",
];
const damaged: Failure = ["damaged", "the server says that its files are damaged; restore a backup"];
const missing: Failure = ["lost", "a table or column that a statement names is missing; see the server's log"];

const noTls = (setting: string): string => `the server speaks no TLS; use ${setting}=disable, or turn ssl on there`;

const closed: Failure = [
  "lost",
  "the server lets nobody into this database; ALTER DATABASE … ALLOW_CONNECTIONS true, or correct the database in --store",
];

/** A code of our own: a pooler takes connections that it lets wait, and says nothing. */
export const NO_ANSWER = "NO_ANSWER";

/** By the code of the operating system or by SQLSTATE. */
const failures: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: ["lost", "no server listens there; start it or correct --store"],
  ECONNRESET: ["lost", "the server has cut the connection; see its log"],
  ENOTFOUND: ["lost", "there is no such host; correct --store"],
  EAI_AGAIN: ["lost", "the host name cannot be looked up; correct --store"],
  ETIMEDOUT: ["lost", "the server does not answer; check host, port and network"],
  EHOSTUNREACH: ["lost", "the server cannot be reached; check host, port and network"],
  ENOENT: ["lost", "no server listens there; start it or correct --store"],
  "25006": readOnly,
  "25P03": ["lost", "the server has cut the connection, since nothing was asked for so long; try again"],
  "25P04": [
    "lost",
    "a transaction took longer than the server's transaction_timeout; raise it for the user of --store",
  ],
  "28P01": ["lost", "the server refuses the password; correct user and password in --store"],
  "28000": ["lost", "the server refuses the user; correct the user in --store"],
  "3D000": ["lost", "there is no such database; create it or correct --store"],
  "3F000": missing,
  "40001": ["locked", "others changed the same rows at the same time; try again"],
  "40P01": ["locked", "others hold the same rows; try again"],
  "42501": [
    "read-only",
    "the user may not create or write tables there; grant CREATE on the database, or the schema with its tables",
  ],
  "42703": missing,
  "42P01": missing,
  "53100": ["full", "the server's disk is full; free some space there"],
  "53200": ["lost", "the server is out of memory"],
  "53400": ["full", "a limit of the server's configuration is reached; see its log"],
  "55P03": ["locked", "others hold the same rows; try again"],
  "57014": ["lost", "a statement took longer than the server's statement_timeout; raise it, or look for what is slow"],
  "57P01": starting,
  "57P02": starting,
  "57P03": starting,
  "57P05": [
    "lost",
    "the server has cut a connection that was idle; raise its idle_session_timeout for the user of --store",
  ],
  "58030": ["lost", "the server could not read or write its files; check its disk"],
  "58P01": damaged,
  "72000": ["locked", "others changed the same rows at the same time; try again"],
  XX001: damaged,
  XX002: damaged,
  [NO_ANSWER]: [
    "lost",
    "the server takes a connection, but does not answer; see its log, or that of the pooler before it: RESUME it if it is paused, or raise its default_pool_size",
  ],
};

/** What one code has several reasons for, or has no code at all. */
const textual: readonly (readonly [text: RegExp, failure: Failure])[] = [
  [
    /^timeout e(?:xpired|xceeded)/u,
    [
      "lost",
      "the server takes no connection in time; check host, port and network; a pooler before it may be paused (RESUME), or wait after a connection that has failed (server_login_retry)",
    ],
  ],
  // As a pooler hands it on.
  [/not currently accepting connections/u, closed],
  [
    /^database ".*" is disabled$/u,
    [
      "lost",
      "the pooler before it lets nobody into this database; ENABLE it there, or correct the database in --store",
    ],
  ],
  [
    /unsupported startup parameter/u,
    [
      "lost",
      "the pooler before it takes no options; leave them out of the URL, or add them to its ignore_startup_parameters",
    ],
  ],
  [
    /statement pooling mode/u,
    [
      "lost",
      "the pooler before it has pool_mode = statement, which knows no transactions; use pool_mode = transaction",
    ],
  ],
  [
    /no encryption|SSL off/u,
    ["lost", "the server demands TLS; add ?sslmode=verify-full, and &sslrootcert=<file> for a CA of your own"],
  ],
  [
    /no pg_hba\.conf entry/u,
    ["lost", "the server's pg_hba.conf lets nobody in from here as this user; add a line there"],
  ],
  // Of a name that is longer than any, or the like.
  [/^getaddrinfo EINVAL/u, ["lost", "there is no such host; correct --store"]],
  [/does not support SSL/u, ["lost", noTls("sslmode")]],
  [
    /altnames|does not match certificate/u,
    [
      "lost",
      "the server's certificate is for another host name; use a name that it has, or sslmode=verify-ca with &sslrootcert=<file of its CA>",
    ],
  ],
  [
    /requires a valid client certificate|certificate required|handshake failure/u,
    ["lost", "the server wants a certificate of ours; add &sslcert=<file>&sslkey=<file>"],
  ],
  [
    /certificate authentication failed|SSL alert/u,
    [
      "lost",
      "the server does not take the certificate of sslcert for this user; use one that its CA has made for the user",
    ],
  ],
  [
    /key values mismatch|PEM|bad decrypt|DECODER routines|asn1/u,
    ["lost", "sslrootcert, sslcert or sslkey is no such file, or key and certificate do not belong together"],
  ],
  [
    /certificate/u,
    ["lost", "the server's certificate is not trusted; use sslmode=verify-full&sslrootcert=<file of its CA>"],
  ],
];

/** Whatever a program does beyond its limits. */
const tooLarge: Failure = ["too-large", "this is more than the server takes at a time; send less"];

/** What is missing, forbidden or in the way, by the catalogue. */
export interface Lack {
  readonly fault: StoreFault;
  readonly rule: string;
}

/** What the server has said, with its reason: a code has several, and its words may be in any language. */
class Explained extends Error {
  override readonly name = "Explained";
  readonly lack: Lack;

  constructor(lack: Lack, cause: unknown) {
    super(cause instanceof Error ? cause.message : undefined, { cause });
    this.lack = lack;
  }
}

/** Of several that were tried, the first one. */
const firstOf = (error: unknown): unknown => (error instanceof AggregateError ? firstOf(error.errors[0]) : error);

const failureOf = (error: unknown): Failure | undefined => {
  if (error instanceof Explained) return [error.lack.fault, error.lack.rule];
  const code = codeOf(firstOf(error));
  const message = error instanceof Error ? error.message : "";
  const crowd = crowdOf(error);
  if (crowd !== undefined) return crowd;
  const read = textual.find(([text]) => text.test(message));
  if (read !== undefined) return read[1];
  if (code === "55000" && routineOf(error) === "CheckMyDatabase") return closed;
  return failures[code] ?? (code.startsWith("54") ? tooLarge : refusalOf(error));
};

/** For the start: names the database and the mend. */
export const unusable = (url: string, error: unknown): StoreUnusableError => {
  if (error instanceof StoreUnusableError) return error;
  const cause = error instanceof StoreLostError && error.cause !== undefined ? error.cause : error;
  const said = cause instanceof Error ? cause.message.trim().replaceAll(/\s*\n\s*/gu, " ") : "cannot be opened";
  const [fault, rule] = failureOf(cause) ?? ["lost", said];
  const mend = rule === noTls("sslmode") ? noTls(readModeSetting(url)) : rule;
  return new StoreUnusableError(`store ${describeUrl(url)}: ${mend}`, error, fault);
};

/** Whoever was led to a standby once may be led to the primary the next time. */
export const isMisled = (error: unknown): boolean => error instanceof StoreLostError && error.fault === "read-only";

/** Others have what there is, mostly for a moment. */
export const isCrowded = (error: unknown): boolean => crowdOf(error) !== undefined;

/** PostgreSQL has ended a transaction so that others could go on; nothing of it was committed. */
export const isUndone = (error: unknown): boolean => {
  const code = codeOf(error instanceof StoreLostError ? error.cause : error);
  return code === "40P01" || code === "40001";
};

/** The server has ended a statement, mostly for the time that it took. */
export const isCutShort = (error: unknown): boolean => codeOf(error) === "57014";

/** Others hold what was asked for, mostly for a moment. */
export const isHeld = (error: unknown): boolean => error instanceof StoreLostError && error.fault === "locked";

/** What the database did not take for its own sake: whatever comes next will not fare better. */
export const isLoss = (error: unknown): boolean => error instanceof StoreLostError && error.fault !== "too-large";

/** A failure of a store that is in use, or of its start, that has this reason. */
export const explainedBy = (lack: Lack, failure: unknown): unknown =>
  lost(new Explained(lack, failure instanceof StoreLostError ? failure.cause : failure));

/** Something is missing, forbidden or refused: the catalogue knows what. */
export const isExplainable = (error: unknown): boolean => {
  const { cause } = error instanceof StoreLostError ? error : {};
  return !(cause instanceof Explained) && (codeOf(cause) === "3F000" || isRefusal(cause));
};

const isDefect = (error: unknown): boolean =>
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof ReferenceError ||
  error instanceof SyntaxError;

/** For a store that is in use; what is no failure of the database stays what it is. */
export const lost = (error: unknown): unknown => {
  if (error instanceof StoreLostError || error instanceof StoreUnusableError || isDefect(error)) return error;
  const [fault, rule] = failureOf(error) ?? answerOf(error) ?? ["lost", "the database does not answer"];
  return new StoreLostError(`store postgres: ${rule}`, error, fault);
};
