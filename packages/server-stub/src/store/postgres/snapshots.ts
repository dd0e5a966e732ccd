import { randomBytes } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { NamespaceState, SnapshotRow } from "../store.js";
import { Abandon, transaction } from "./connection.js";
import { StaleRevisionError } from "../errors.js";
import { type Size, dropGeneration, moveTo, nextGeneration, note, put } from "./lifecycle.js";
import { lockNamespace, stateOf, type NamespaceFields } from "./states.js";

const mostSnapshots = 20;

const tables = [
  ["attempt", "sequence, request_id, operation, data", "sequence"],
  ["message", "sequence, changed, message_id, request_id, channel, super_app, delivery, data", "sequence"],
  ["control", "sequence, change, at", "sequence"],
] as const;

/** Without an order of their own: they go in one piece, since their rows are small. */
const wholeTables = [
  ["answer", "digest, at, fingerprint, result_code, message_id, pending_until, body"],
  ["hit", "key, at, until"],
  ["fault_count", "id, drawn, happened"],
] as const;

/** Sequences that one statement copies, so that it ends long before any timeout. */
const span = 5000;

/** Copies are long, and a server's timeouts are made for short statements. */
const patient = { query_timeout: 600_000 };

interface Copy {
  readonly from: number;
  readonly to: number;
  /** Highest sequence there is. */
  readonly last: number;
}

const copyRows = async (client: PoolClient, { from, to, last }: Copy): Promise<void> => {
  await client.query(`SET LOCAL statement_timeout = ${patient.query_timeout}`);
  for (const [table, columns, place] of tables) {
    for (let low = 0; low < last; low += span) {
      await client.query({
        text: `INSERT INTO ${table} (generation, ${columns}) SELECT $2::bigint, ${columns} FROM ${table} WHERE generation = $1 AND ${place} > $3 AND ${place} <= $4`,
        values: [from, to, low, low + span],
        ...patient,
      });
    }
  }
  for (const [table, columns] of wholeTables) {
    await client.query({
      text: `INSERT INTO ${table} (generation, ${columns}) SELECT $2::bigint, ${columns} FROM ${table} WHERE generation = $1`,
      values: [from, to],
      ...patient,
    });
  }
};

/** The outbox of a snapshot lies beside the live one, so that nobody delivers from it. */
const copyOutbox = (client: PoolClient, { from, to }: Copy, [source, target]: readonly string[]) =>
  client.query(
    `INSERT INTO ${target} (generation, sequence, due_at, attempts) SELECT $2::bigint, sequence, due_at, attempts FROM ${source} WHERE generation = $1`,
    [from, to],
  );

export const dropSnapshots = async (client: PoolClient, name: string, keep: number): Promise<void> => {
  const old = await client.query<{ generation: number }>(
    "DELETE FROM snapshot WHERE nth IN (SELECT nth FROM snapshot WHERE namespace = $1 ORDER BY nth DESC OFFSET $2) RETURNING generation",
    [name, keep],
  );
  for (const { generation } of old.rows) await dropGeneration(client, generation);
};

/** False when there is none. */
export const dropOldestSnapshot = (pool: Pool): Promise<boolean> =>
  transaction(pool, async (client) => {
    const { rows } = await client.query<{ generation: number }>(
      "DELETE FROM snapshot WHERE nth = (SELECT min(nth) FROM snapshot) RETURNING generation",
    );
    for (const { generation } of rows) await dropGeneration(client, generation);
    return rows.length > 0;
  });

/**
 * A generation that a copy goes to. Until the copy is done it counts as dropped, though not at once: what a crash leaves, a later
 * sweep removes.
 */
const beginCopy = (pool: Pool): Promise<number> =>
  transaction(pool, async (client) => {
    const generation = await nextGeneration(client);
    await client.query("INSERT INTO dropped (generation, due) VALUES ($1, now() + interval '1 hour')", [generation]);
    return generation;
  });

const keepCopy = async (client: PoolClient, generation: number): Promise<void> => {
  await client.query("DELETE FROM dropped WHERE generation = $1", [generation]);
};

const bytes = "p.message_bytes + p.attempt_bytes + p.answer_bytes";

/**
 * Nobody waits for the copy: it reads what was committed when it began, while attempts go on, and it ends in a transaction of its
 * own.
 */
export const takeSnapshot = async (pool: Pool, name: string, at: number): Promise<SnapshotRow> => {
  const id = randomBytes(9).toString("base64url");
  const to = await beginCopy(pool);
  const copied = await transaction(
    pool,
    async (client) => {
      const { rows } = await client.query<NamespaceFields & { sequence: number; swept: number; bytes: number }>(
        `SELECT n.*, p.sequence, p.swept, ${bytes} AS bytes FROM namespace n JOIN progress p USING (generation) WHERE name = $1`,
        [name],
      );
      const [fields] = rows;
      if (fields === undefined) throw new Abandon(new StaleRevisionError(name));
      const copy = { from: fields.generation, to, last: fields.sequence };
      await copyRows(client, copy);
      await copyOutbox(client, copy, ["outbox", "kept_outbox"]);
      await client.query(
        "INSERT INTO snapshot (id, namespace, generation, at, clock_offset, swept, faults, config, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [id, name, to, at, fields.clock_offset, fields.swept, fields.faults, fields.config, fields.bytes],
      );
      await keepCopy(client, to);
      return fields;
    },
    "REPEATABLE READ",
  );
  await transaction(pool, async (client) => {
    const { generation } = await lockNamespace(client, copied.name);
    await dropSnapshots(client, name, mostSnapshots);
    await note(client, generation, "snapshot", at);
  });
  return { id, at };
};

type SnapshotFields = Pick<NamespaceFields, "generation" | "clock_offset" | "faults" | "config"> & {
  readonly at: number;
  readonly swept: number;
};

/** @param generation one that nobody writes to */
const sizeOf = async (client: PoolClient, generation: number): Promise<Size> => {
  const { rows } = await client.query<Size>({
    text:
      "SELECT m.rows AS message_rows, m.bytes AS message_bytes, a.rows AS attempt_rows, a.bytes AS attempt_bytes, " +
      "(SELECT coalesce(sum(octet_length(body)), 0)::bigint FROM answer WHERE generation = $1) AS answer_bytes FROM " +
      "(SELECT count(*) AS rows, coalesce(sum(octet_length(data)), 0)::bigint AS bytes FROM message WHERE generation = $1) m, " +
      "(SELECT count(*) AS rows, coalesce(sum(octet_length(data)), 0)::bigint AS bytes FROM attempt WHERE generation = $1) a",
    values: [generation],
    ...patient,
  });
  const [size] = rows;
  if (size === undefined) throw new Error("an aggregate has one row");
  return size;
};

const findSnapshot = async (client: PoolClient, name: string, id: string): Promise<SnapshotFields | undefined> => {
  const { rows } = await client.query<SnapshotFields>("SELECT * FROM snapshot WHERE id = $1 AND namespace = $2", [
    // PostgreSQL takes no NUL, and no snapshot has one.
    id.replaceAll("\0", "?"),
    name,
  ]);
  return rows[0];
};

const lastSequence = async (client: PoolClient, generation: number): Promise<number> => {
  const { rows } = await client.query<{ last: number | null }>(
    "SELECT greatest((SELECT max(sequence) FROM attempt WHERE generation = $1), (SELECT max(sequence) FROM message WHERE generation = $1), " +
      "(SELECT max(sequence) FROM control WHERE generation = $1)) AS last",
    [generation],
  );
  return rows[0]?.last ?? 0;
};

/** The copy is made aside, where nobody sees it; the namespace moves to it in a moment. */
export const restoreSnapshot = async (
  pool: Pool,
  name: string,
  id: string,
  at: number,
): Promise<{ state: NamespaceState; row: SnapshotRow } | undefined> => {
  const to = await beginCopy(pool);
  return transaction(pool, async (client) => {
    const snapshot = await findSnapshot(client, name, id);
    if (snapshot === undefined) return undefined;
    const copy = { from: snapshot.generation, to, last: 2 ** 52 };
    await copyRows(client, { ...copy, last: await lastSequence(client, snapshot.generation) });
    const size = await sizeOf(client, to);
    // A newer one may have pushed it out, and a sweep have removed it, while it was copied.
    if ((await findSnapshot(client, name, id)) === undefined) return undefined;
    const fields = await lockNamespace(client, name);
    await moveTo(client, fields.generation, { generation: to, swept: snapshot.swept, ...size });
    await copyOutbox(client, copy, ["kept_outbox", "outbox"]);
    const { clock_offset, faults, config } = snapshot;
    const state = stateOf({ ...fields, clock_offset, faults, config, revision: fields.revision + 1 });
    await put(client, to, state);
    await note(client, to, "restore", at);
    await keepCopy(client, to);
    return { state, row: { id, at: snapshot.at } };
  });
};
