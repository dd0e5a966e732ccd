import type { DatabaseSync, StatementSync } from "node:sqlite";
import { StoreLostError, type StoreUnusableError } from "../errors.js";
import { damageOf, lostBy } from "./failure.js";
import type { FileWatch } from "./file-watch.js";
import { createGroupCommit, type GroupCommit } from "./group-commit.js";
import { createPendingLookups, type PendingLookups } from "./lookup.js";
import { createNamespaces, type Namespaces } from "./namespaces.js";
import { createRowBuffer, type RowBuffer } from "./row-buffer.js";
import type { UncleanMark } from "./unclean-mark.js";
import { keyHash, mergeLookups, readTail, requestHash } from "./lookup-table.js";

/** What the parts of the SQLite store share. */
export interface Connection {
  readonly database: DatabaseSync;
  /** Prepared once per text. */
  readonly sql: (text: string) => StatementSync;
  readonly commits: GroupCommit;
  readonly lookups: PendingLookups;
  readonly namespaces: Namespaces;
  /** What attempts write. */
  readonly rows: RowBuffer;
  /** Why the last transaction was lost; a damaged file takes nothing more. */
  readonly trouble: () => StoreLostError | StoreUnusableError | undefined;
  /** A write has succeeded. */
  readonly recovered: () => void;
  /** The file turns out to be damaged: it takes nothing more. */
  readonly damage: (found: string) => StoreLostError;
}

export interface ConnectionOptions {
  /** As the user wrote it. */
  readonly path: string;
  readonly database: DatabaseSync;
  readonly watch: FileWatch;
  readonly mark: UncleanMark;
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
export const connect = (options: ConnectionOptions): Connection => {
  const { path, database, watch, mark, changed, beforeCommit, lookupRun } = options;
  const sql = statementCache(database);
  database.function("key_hash", { deterministic: true }, (key) => keyHash(String(key)));
  database.function("request_hash", { deterministic: true }, (requestId) => requestHash(String(requestId)));
  const lookups = createPendingLookups(lookupRun);
  const namespaces = createNamespaces(sql);
  const rows = createRowBuffer(sql);
  let stale = true;
  let trouble: StoreLostError | StoreUnusableError | undefined;

  const refresh = (): void => {
    if (!stale) return;
    namespaces.load();
    lookups.clear();
    rows.clear();
    readTail(sql, lookups, namespaces);
    stale = false;
  };

  /** Damage is there to stay, whatever can still be written. */
  const recovered = (): void => {
    if (trouble?.fault !== "damaged") trouble = undefined;
  };

  const commits = createGroupCommit(database, {
    beforeBegin: () => {
      if (trouble?.fault === "damaged") throw trouble;
      watch.begin();
    },
    beforeWork: (reads) => {
      refresh();
      if (reads) rows.flush();
    },
    beforeCommit: () => {
      rows.flush();
      mergeLookups(sql, lookups, namespaces);
      namespaces.write();
      beforeCommit?.(database);
    },
    beforeAnswer: () => {
      watch.committed();
      mark.note(namespaces.lastRow());
    },
    explain: (error) => lostBy(path, error),
    afterCommit: () => {
      lookups.settleFinished();
      const names = namespaces.takeTouched();
      if (names.size === 0) return;
      // Something was written, which is more than reading well.
      recovered();
      changed(names);
    },
    afterLoss: (lost) => {
      trouble = lost;
      stale = true;
    },
  });
  const damage = (found: string): StoreLostError => {
    const error = new StoreLostError(`store sqlite:${path}: ${damageOf(found)}`, undefined, "damaged");
    trouble = error;
    return error;
  };
  return { database, sql, commits, lookups, namespaces, rows, trouble: () => trouble, recovered, damage };
};
