import type { DatabaseSync } from "node:sqlite";
import { StoreUnusableError } from "../errors.js";
import { rollBack } from "./rollback.js";

/** Forward only: a released step is never edited, a change is a new step. */
export const STEPS: readonly string[] = [
  `
  CREATE TABLE namespace (
    name TEXT PRIMARY KEY,
    generation INTEGER NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    clock_offset REAL NOT NULL,
    created_at INTEGER NOT NULL,
    salt TEXT NOT NULL,
    faults TEXT NOT NULL,
    config TEXT NOT NULL
  );
  CREATE TABLE progress (
    generation INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL,
    swept INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL
  );
  CREATE TABLE snapshot (
    nth INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    namespace TEXT NOT NULL,
    generation INTEGER NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    clock_offset REAL NOT NULL,
    swept INTEGER NOT NULL,
    faults TEXT NOT NULL,
    config TEXT NOT NULL
  );
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE attempt (row INTEGER PRIMARY KEY, request_id TEXT NOT NULL, operation TEXT NOT NULL, data TEXT NOT NULL);
  CREATE TABLE message (
    row INTEGER PRIMARY KEY,
    changed_row INTEGER,
    message_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    super_app TEXT,
    delivery TEXT NOT NULL,
    data TEXT NOT NULL
  );
  CREATE INDEX message_changed ON message (changed_row) WHERE changed_row IS NOT NULL;
  CREATE INDEX message_by_id ON message (message_id);
  CREATE TABLE answer (
    row INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    result_code TEXT NOT NULL,
    message_id TEXT,
    pending_until INTEGER,
    body TEXT NOT NULL
  );
  CREATE TABLE lookup (hash INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (hash, row)) WITHOUT ROWID;
  CREATE TABLE looked_up (generation INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
  CREATE TABLE control (row INTEGER PRIMARY KEY, change TEXT NOT NULL, at INTEGER NOT NULL);
  CREATE TABLE hit (
    generation INTEGER NOT NULL,
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (generation, key, at, nth)
  ) WITHOUT ROWID;
  CREATE TABLE fault_count (
    generation INTEGER NOT NULL,
    id TEXT NOT NULL,
    drawn INTEGER NOT NULL,
    happened INTEGER NOT NULL,
    PRIMARY KEY (generation, id)
  ) WITHOUT ROWID;
  CREATE TABLE outbox (row INTEGER PRIMARY KEY, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL);
  CREATE TABLE kept_outbox (row INTEGER PRIMARY KEY, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL);
  CREATE INDEX outbox_due ON outbox (due_at);
  CREATE TABLE dropped (generation INTEGER PRIMARY KEY);
  `,
  // Snapshots are layers under what goes on from them, and rows and bytes are counted.
  `
  CREATE TABLE layer (generation INTEGER PRIMARY KEY, parent INTEGER NOT NULL);
  ALTER TABLE progress ADD COLUMN tally TEXT;
  ALTER TABLE snapshot ADD COLUMN tally TEXT;
  ALTER TABLE outbox ADD COLUMN super_app TEXT;
  ALTER TABLE kept_outbox ADD COLUMN super_app TEXT;
  UPDATE outbox SET super_app = (SELECT super_app FROM message WHERE message.row = outbox.row);
  UPDATE kept_outbox SET super_app = (SELECT super_app FROM message WHERE message.row = kept_outbox.row);
  `,
];

/** What every version has. */
export const VERSIONS = "schema_version (version INTEGER PRIMARY KEY)";

/** The statements that make the tables of each version that was released, oldest first. */
export const RELEASED: readonly string[] = STEPS.map((_, index) =>
  [`CREATE TABLE ${VERSIONS}`, ...STEPS.slice(0, index + 1)].join(";\n"),
);

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare("SELECT coalesce(max(version), 0) AS version FROM schema_version").get()?.["version"]);

/** Before anything is written. @throws StoreUnusableError when the file has tables that this version does not know */
export const assertKnown = (database: DatabaseSync, file: string): void => {
  if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'").get() === undefined) return;
  const version = versionOf(database);
  if (version <= STEPS.length) return;
  throw new StoreUnusableError(
    `store sqlite:${file}: the file was written by a newer version (schema ${version}, this one knows ${STEPS.length}); use that version or another file`,
  );
};

/** Brings the file to this version's tables, each step in a transaction of its own. */
export const migrate = (database: DatabaseSync): void => {
  database.exec(`CREATE TABLE IF NOT EXISTS ${VERSIONS}`);
  const version = versionOf(database);
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue;
    database.exec("BEGIN IMMEDIATE");
    try {
      database.exec(step);
      database.prepare("INSERT INTO schema_version (version) VALUES (?)").run(index + 1);
      database.exec("COMMIT");
    } catch (error) {
      rollBack(database);
      throw error;
    }
  }
};
