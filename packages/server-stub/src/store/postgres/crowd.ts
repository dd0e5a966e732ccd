import { codeOf } from "../../model/error-code.js";
import type { StoreFault } from "../errors.js";

export type Failure = readonly [fault: StoreFault, rule: string];

/** A code of our own: a pooler takes a connection that it has no server for, and lets it wait. */
export const TOO_FEW = "TOO_FEW";

const least = "a replica needs 2 at least";

const ofServer: Failure = ["lost", "the server has no connection left; raise max_connections or stop other clients"];

const ofUser: Failure = [
  "lost",
  `the server gives the user of --store no more connections; raise its limit (ALTER ROLE … CONNECTION LIMIT; ${least}) or stop other clients`,
];

const ofDatabase: Failure = [
  "lost",
  `the server gives the database of --store no more connections; raise its limit (ALTER DATABASE … CONNECTION LIMIT; ${least}) or stop other clients`,
];

/** It lets wait whatever of these has come to its end, and never says which. */
const ofPool: Failure = [
  "lost",
  "the pooler before it has too few connections to give; raise its default_pool_size, and max_db_connections and max_user_connections where they are set (a replica needs 2 for itself in session mode), or use pool_mode = transaction",
];

const ofClients = (setting: string): Failure => [
  "lost",
  `the pooler before it takes no more clients; raise its ${setting} (${least}, and takes up to 10) or stop other clients`,
];

/** A pooler has no codes, and hands on what the server has said to it as a text. */
const textual: readonly (readonly [text: RegExp, failure: Failure])[] = [
  [/\bmax_client_conn\b/u, ofClients("max_client_conn")],
  [/\bmax_db_client_connections\b/u, ofClients("max_db_client_connections")],
  [/\bmax_user_client_connections\b/u, ofClients("max_user_client_connections")],
  [/query_wait_timeout/u, ofPool],
  [/too many connections for role/u, ofUser],
  [/too many connections for database/u, ofDatabase],
  [/too many clients already|remaining connection slots/u, ofServer],
];

/** The server says in any language that there are too many; which of its functions says so tells whose limit it is. */
const byRoutine: Readonly<Record<string, Failure>> = {
  InitializeSessionUserId: ofUser,
  CheckMyDatabase: ofDatabase,
};

/** Which function of the server says it: the same in every language. */
export const routineOf = (error: unknown): string =>
  error instanceof Error && "routine" in error && typeof error.routine === "string" ? error.routine : "";

const TOO_MANY = "53300";

/** Why there is no connection to be had, where others have them all: mostly for a moment. Undefined for any other error. */
export const crowdOf = (error: unknown): Failure | undefined => {
  const code = codeOf(error);
  if (code === TOO_FEW) return ofPool;
  if (code === TOO_MANY) return byRoutine[routineOf(error)] ?? ofServer;
  const message = error instanceof Error ? error.message : "";
  return textual.find(([text]) => text.test(message))?.[1];
};
