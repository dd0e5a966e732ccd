import type { PoolClient } from "pg";
import { codeOf } from "../../model/error-code.js";
import { StoreUnusableError } from "../errors.js";

/** Forward only: a released step is never edited, a change is a new step. Texts are JSON or JSON-escaped, see storable.ts. */
export const STEPS: readonly string[] = [
  `
  CREATE SEQUENCE generation;
  CREATE TABLE namespace (
    name text COLLATE "C" PRIMARY KEY,
    generation bigint NOT NULL UNIQUE,
    revision bigint NOT NULL,
    clock_offset double precision NOT NULL,
    created_at double precision NOT NULL,
    salt text NOT NULL,
    faults text NOT NULL,
    config text NOT NULL
  );
  CREATE TABLE progress (
    generation bigint PRIMARY KEY,
    sequence bigint NOT NULL,
    swept bigint NOT NULL,
    last_used_at double precision NOT NULL
  ) WITH (fillfactor = 20);
  CREATE TABLE snapshot (
    nth bigserial PRIMARY KEY,
    id text NOT NULL UNIQUE,
    namespace text NOT NULL,
    generation bigint NOT NULL UNIQUE,
    at double precision NOT NULL,
    clock_offset double precision NOT NULL,
    swept bigint NOT NULL,
    faults text NOT NULL,
    config text NOT NULL
  );
  CREATE TABLE setting (name text PRIMARY KEY, value text NOT NULL);
  CREATE TABLE attempt (
    generation bigint NOT NULL,
    sequence bigint NOT NULL,
    request_id text COLLATE "C" NOT NULL,
    operation text NOT NULL,
    data text NOT NULL,
    PRIMARY KEY (generation, sequence)
  );
  CREATE INDEX attempt_by_request ON attempt USING hash (request_id);
  CREATE TABLE message (
    generation bigint NOT NULL,
    sequence bigint NOT NULL,
    changed bigint,
    message_id text COLLATE "C" NOT NULL,
    request_id text COLLATE "C" NOT NULL,
    channel text NOT NULL,
    super_app text,
    delivery text NOT NULL,
    data text NOT NULL,
    PRIMARY KEY (generation, sequence)
  );
  CREATE INDEX message_by_request ON message USING hash (request_id);
  CREATE INDEX message_by_id ON message (message_id);
  CREATE INDEX message_changed ON message (generation, changed) WHERE changed IS NOT NULL;
  CREATE TABLE answer (
    generation bigint NOT NULL,
    digest uuid NOT NULL,
    at double precision NOT NULL,
    fingerprint text NOT NULL,
    result_code text NOT NULL,
    message_id text,
    pending_until double precision,
    body text NOT NULL,
    PRIMARY KEY (generation, digest)
  );
  CREATE INDEX answer_by_age ON answer (generation, at);
  CREATE TABLE control (
    generation bigint NOT NULL,
    sequence bigint NOT NULL,
    change text NOT NULL,
    at double precision NOT NULL,
    PRIMARY KEY (generation, sequence)
  );
  CREATE TABLE hit (generation bigint NOT NULL, key text COLLATE "C" NOT NULL, at double precision NOT NULL, until double precision NOT NULL);
  CREATE INDEX hit_by_key ON hit (generation, key, at);
  CREATE TABLE fault_count (
    generation bigint NOT NULL,
    id text NOT NULL,
    drawn bigint NOT NULL,
    happened bigint NOT NULL,
    PRIMARY KEY (generation, id)
  );
  CREATE TABLE outbox (
    generation bigint NOT NULL,
    sequence bigint NOT NULL,
    due_at double precision NOT NULL,
    attempts bigint NOT NULL,
    PRIMARY KEY (generation, sequence)
  );
  CREATE INDEX outbox_due ON outbox (due_at);
  CREATE TABLE kept_outbox (LIKE outbox INCLUDING ALL);
  CREATE TABLE dropped (generation bigint PRIMARY KEY);
  `,
  // Rows and bytes are counted.
  `
  ALTER TABLE progress
    ADD COLUMN message_rows bigint NOT NULL DEFAULT 0,
    ADD COLUMN message_bytes bigint NOT NULL DEFAULT 0,
    ADD COLUMN attempt_rows bigint NOT NULL DEFAULT 0,
    ADD COLUMN attempt_bytes bigint NOT NULL DEFAULT 0,
    ADD COLUMN answer_bytes bigint NOT NULL DEFAULT 0,
    ADD COLUMN forgotten_messages bigint NOT NULL DEFAULT 0,
    ADD COLUMN forgotten_attempts bigint NOT NULL DEFAULT 0;
  ALTER TABLE snapshot ADD COLUMN bytes bigint NOT NULL DEFAULT 0;
  ALTER TABLE dropped ADD COLUMN due timestamptz NOT NULL DEFAULT now();
  UPDATE progress p SET
    (message_rows, message_bytes) = (SELECT count(*), coalesce(sum(octet_length(data)), 0) FROM message m WHERE m.generation = p.generation),
    (attempt_rows, attempt_bytes) = (SELECT count(*), coalesce(sum(octet_length(data)), 0) FROM attempt a WHERE a.generation = p.generation),
    answer_bytes = (SELECT coalesce(sum(octet_length(body)), 0) FROM answer a WHERE a.generation = p.generation);
  UPDATE snapshot s SET bytes =
    (SELECT coalesce(sum(octet_length(data)), 0) FROM message m WHERE m.generation = s.generation) +
    (SELECT coalesce(sum(octet_length(data)), 0) FROM attempt a WHERE a.generation = s.generation) +
    (SELECT coalesce(sum(octet_length(body)), 0) FROM answer a WHERE a.generation = s.generation);
  `,
  // Layers. Columns have other names, so that a replica of an older version, which knows one layer, writes nothing more.
  `
  ALTER TABLE namespace
    ADD COLUMN chain bigint[],
    ADD COLUMN message_floor bigint NOT NULL DEFAULT 0,
    ADD COLUMN attempt_floor bigint NOT NULL DEFAULT 0;
  UPDATE namespace SET chain = ARRAY[generation];
  ALTER TABLE namespace ALTER COLUMN chain SET NOT NULL;
  ALTER TABLE progress RENAME COLUMN generation TO top;
  ALTER TABLE progress ADD COLUMN layer_bytes bigint NOT NULL DEFAULT 0;
  UPDATE progress SET layer_bytes = message_bytes + attempt_bytes + answer_bytes;
  ALTER TABLE outbox RENAME COLUMN generation TO top;
  CREATE TABLE layer (generation bigint PRIMARY KEY, bytes bigint NOT NULL);
  INSERT INTO layer (generation, bytes) SELECT generation, bytes FROM snapshot;
  ALTER TABLE snapshot
    ADD COLUMN chain bigint[],
    ADD COLUMN message_floor bigint NOT NULL DEFAULT 0,
    ADD COLUMN attempt_floor bigint NOT NULL DEFAULT 0,
    ADD COLUMN message_rows bigint NOT NULL DEFAULT 0,
    ADD COLUMN message_bytes bigint NOT NULL DEFAULT 0,
    ADD COLUMN attempt_rows bigint NOT NULL DEFAULT 0,
    ADD COLUMN attempt_bytes bigint NOT NULL DEFAULT 0,
    ADD COLUMN answer_bytes bigint NOT NULL DEFAULT 0;
  UPDATE snapshot s SET
    chain = ARRAY[generation],
    (message_rows, message_bytes) = (SELECT count(*), coalesce(sum(octet_length(data)), 0) FROM message m WHERE m.generation = s.generation),
    (attempt_rows, attempt_bytes) = (SELECT count(*), coalesce(sum(octet_length(data)), 0) FROM attempt a WHERE a.generation = s.generation),
    answer_bytes = (SELECT coalesce(sum(octet_length(body)), 0) FROM answer a WHERE a.generation = s.generation);
  ALTER TABLE snapshot ALTER COLUMN chain SET NOT NULL, DROP COLUMN generation, DROP COLUMN bytes;
  CREATE INDEX snapshot_of ON snapshot (namespace);
  `,
];

/** Every table that a version of this program has; its newest one unless another is asked for. */
export const tablesOf = (version = STEPS.length): readonly string[] => [
  "schema_version",
  ...STEPS.slice(0, version).flatMap((step) => [...step.matchAll(/CREATE TABLE (\w+)/gu)].map(([, name = ""]) => name)),
];

/** Any number will do as long as every version uses the same: it names the lock. */
const migrationLock = 7_201_953_164;

/** Counting the rows of a large database takes its time. */
const patient = { query_timeout: 600_000 };

/** Lets replicas start together: one migrates, the others wait until its transaction is over. */
export const lockMigration = async (client: PoolClient): Promise<void> => {
  await client.query("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0");
  await client.query({ text: "SELECT pg_advisory_xact_lock($1)", values: [migrationLock], ...patient });
};

/** Whoever may read and write tables need not be allowed to change them. */
const notTheOwner = (store: string, version: number, cause: unknown): StoreUnusableError =>
  new StoreUnusableError(
    `store ${store}: the tables are those of schema ${version}, which this version has to migrate, and the user may not; start the stub once as their owner`,
    cause,
    "read-only",
  );

/** The version that the database says of itself; 0 when it says none. */
export const readVersion = async (client: PoolClient, schema: string): Promise<number> => {
  const { rows } = await client.query<{ version: number }>(
    `SELECT coalesce(max(version), 0) AS version FROM ${schema}.schema_version`,
  );
  return rows[0]?.version ?? 0;
};

/** Brings the database to this version's tables, in the transaction that the client is in and has locked. */
export const migrate = async (client: PoolClient, schema: string, store: string): Promise<void> => {
  // Whoever may use the schema need not be allowed to make one. Not `to_regnamespace`: it remembers what was not there before the lock.
  const known = await client.query("SELECT 1 FROM pg_namespace WHERE nspname = $1", [schema]);
  if (known.rows.length === 0) await client.query(`CREATE SCHEMA ${schema}`);
  const begun = await client.query("SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = 'schema_version'", [
    schema,
  ]);
  // The same: only who has to make a table needs the right to.
  if (begun.rows.length === 0) await client.query("CREATE TABLE schema_version (version integer PRIMARY KEY)");
  const version = await readVersion(client, schema);
  if (version > STEPS.length) {
    throw new StoreUnusableError(
      `store ${store}: the database was written by a newer version (schema ${version}, this one knows ${STEPS.length}); use that version or another database`,
    );
  }
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue;
    try {
      await client.query({ text: step, ...patient });
    } catch (error) {
      throw version > 0 && codeOf(error) === "42501" ? notTheOwner(store, version, error) : error;
    }
    await client.query("INSERT INTO schema_version (version) VALUES ($1)", [index + 1]);
  }
};
