import type { DatabaseSync, StatementSync } from "node:sqlite";
import { createGroupCommit, type GroupCommit } from "./group-commit.js";
import { createPendingLookups, type PendingLookups } from "./lookup.js";
import { createNamespaces, type Namespaces } from "./namespaces.js";
import { keyHash, mergeLookups, readTail, requestHash } from "./lookup-table.js";

/** What the parts of the SQLite store share. */
export interface Connection {
  readonly database: DatabaseSync;
  /** Prepared once per text. */
  readonly sql: (text: string) => StatementSync;
  readonly commits: GroupCommit;
  readonly lookups: PendingLookups;
  readonly namespaces: Namespaces;
}

export interface ConnectionOptions {
  readonly database: DatabaseSync;
  /** Called after a commit with the names of the namespaces that it changed. */
  readonly changed: (names: ReadonlySet<string>) => void;
  /** For tests: runs inside the transaction, just before COMMIT. */
  readonly beforeCommit?: ((database: DatabaseSync) => void) | undefined;
  readonly lookupRun?: number | undefined;
}

const statementCache = (database: DatabaseSync): ((text: string) => StatementSync) => {
  const known = new Map<string, StatementSync>();
  return (text) => {
    let statement = known.get(text);
    if (statement === undefined) {
      statement = database.prepare(text);
      known.set(text, statement);
    }
    return statement;
  };
};

/** Ties cache, lookups and transactions of one open database together. */
export const connect = ({ database, changed, beforeCommit, lookupRun }: ConnectionOptions): Connection => {
  const sql = statementCache(database);
  database.function("key_hash", { deterministic: true }, (key) => keyHash(String(key)));
  database.function("request_hash", { deterministic: true }, (requestId) => requestHash(String(requestId)));
  const lookups = createPendingLookups(lookupRun);
  const namespaces = createNamespaces(sql);
  let stale = true;

  const refresh = (): void => {
    if (!stale) return;
    namespaces.load();
    lookups.clear();
    readTail(sql, lookups, namespaces);
    stale = false;
  };

  const commits = createGroupCommit(database, {
    beforeWork: refresh,
    beforeCommit: () => {
      mergeLookups(sql, lookups, namespaces);
      namespaces.write();
      beforeCommit?.(database);
    },
    afterCommit: () => {
      lookups.settleFinished();
      const names = namespaces.takeTouched();
      if (names.size > 0) changed(names);
    },
    afterLoss: () => {
      stale = true;
    },
  });
  return { database, sql, commits, lookups, namespaces };
};
