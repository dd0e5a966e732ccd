import { randomBytes } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { ControlChange, NamespaceState, SnapshotRow, StateChange } from "../store.js";
import { Abandon, transaction } from "./connection.js";
import { lockNamespace, stateOf, type NamespaceFields } from "./states.js";

const mostSnapshots = 20;

/** What a change leaves: the state that holds from now on. */
interface Changed<T> {
  readonly state: NamespaceState;
  readonly value: T;
}

const note = async (client: PoolClient, generation: number, change: ControlChange, at: number): Promise<void> => {
  await client.query(
    "WITH taken AS (UPDATE progress SET sequence = sequence + 1 WHERE generation = $1 RETURNING sequence) " +
      "INSERT INTO control (generation, sequence, change, at) SELECT $1, sequence, $2, $3 FROM taken",
    [generation, change, at],
  );
};

const put = async (client: PoolClient, generation: number, state: NamespaceState): Promise<void> => {
  await client.query(
    "UPDATE namespace SET generation = $2, revision = $3, clock_offset = $4, faults = $5, config = $6 WHERE name = $1",
    [
      state.name,
      generation,
      state.revision,
      state.clockOffset,
      JSON.stringify(state.faults),
      JSON.stringify(state.config),
    ],
  );
};

const callChange = <T>(change: (state: NamespaceState) => StateChange<T>, state: NamespaceState): StateChange<T> => {
  try {
    return change(state);
  } catch (error) {
    throw new Abandon(error);
  }
};

export const changeState = <T>(
  pool: Pool,
  name: string,
  at: number,
  change: (state: NamespaceState) => StateChange<T>,
): Promise<Changed<T>> =>
  transaction(pool, async (client) => {
    const fields = await lockNamespace(client, name);
    const before = stateOf(fields);
    const { next, event, value } = callChange(change, before);
    const state = { ...before, ...next, revision: before.revision + 1 };
    await put(client, fields.generation, state);
    if (next.faults !== undefined) {
      await client.query("DELETE FROM fault_count WHERE generation = $1 AND NOT id = ANY($2::text[])", [
        fields.generation,
        next.faults.map(({ id }) => id),
      ]);
    }
    await note(client, fields.generation, event, at);
    return { state, value };
  });

/** The rows of a generation are left to the next sweep. */
export const dropGeneration = async (client: PoolClient, generation: number): Promise<void> => {
  await client.query("INSERT INTO dropped (generation) VALUES ($1) ON CONFLICT DO NOTHING", [generation]);
  await client.query("DELETE FROM outbox WHERE generation = $1", [generation]);
};

/** Moves the namespace to a new, empty generation; attempts under way find the old one gone and ask again. */
const renew = async (client: PoolClient, { generation }: NamespaceFields): Promise<number> => {
  const made = await client.query<{ generation: number }>(
    "UPDATE progress SET generation = nextval('generation'), swept = 0 WHERE generation = $1 RETURNING generation",
    [generation],
  );
  await dropGeneration(client, generation);
  const [row] = made.rows;
  if (row === undefined) throw new Error("the namespace has no progress row");
  return row.generation;
};

export const resetNamespace = (pool: Pool, name: string, at: number): Promise<NamespaceState> =>
  transaction(pool, async (client) => {
    const fields = await lockNamespace(client, name);
    const generation = await renew(client, fields);
    const before = stateOf(fields);
    const state = { ...before, faults: [], clockOffset: 0, revision: before.revision + 1 };
    await put(client, generation, state);
    await note(client, generation, "reset", at);
    return state;
  });

const copied = [
  ["attempt", "sequence, request_id, operation, data"],
  ["message", "sequence, changed, message_id, request_id, channel, super_app, delivery, data"],
  ["answer", "digest, at, fingerprint, result_code, message_id, pending_until, body"],
  ["control", "sequence, change, at"],
  ["hit", "key, at, until"],
  ["fault_count", "id, drawn, happened"],
] as const;

const copyRows = async (client: PoolClient, from: number, to: number): Promise<void> => {
  for (const [table, columns] of copied) {
    await client.query(
      `INSERT INTO ${table} (generation, ${columns}) SELECT $2::bigint, ${columns} FROM ${table} WHERE generation = $1`,
      [from, to],
    );
  }
};

/** The outbox of a snapshot lies beside the live one, so that nobody delivers from it. */
const copyOutbox = async (
  client: PoolClient,
  [from, to]: readonly [number, number],
  [source, target]: readonly string[],
) =>
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

export const takeSnapshot = (pool: Pool, name: string, at: number): Promise<SnapshotRow> =>
  transaction(pool, async (client) => {
    const fields = await lockNamespace(client, name);
    const id = randomBytes(9).toString("base64url");
    // The lock on the progress row keeps attempts from committing in the middle of the copy.
    const made = await client.query<{ generation: number; swept: number }>(
      "SELECT nextval('generation') AS generation, swept FROM progress WHERE generation = $1 FOR UPDATE",
      [fields.generation],
    );
    const { generation = 0, swept = 0 } = made.rows[0] ?? {};
    await copyRows(client, fields.generation, generation);
    await copyOutbox(client, [fields.generation, generation], ["outbox", "kept_outbox"]);
    await client.query(
      "INSERT INTO snapshot (id, namespace, generation, at, clock_offset, swept, faults, config) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      [id, name, generation, at, fields.clock_offset, swept, fields.faults, fields.config],
    );
    await dropSnapshots(client, name, mostSnapshots);
    await note(client, fields.generation, "snapshot", at);
    return { id, at };
  });

type SnapshotFields = Pick<NamespaceFields, "generation" | "clock_offset" | "faults" | "config"> & {
  readonly at: number;
  readonly swept: number;
};

export const restoreSnapshot = (
  pool: Pool,
  name: string,
  id: string,
  at: number,
): Promise<{ state: NamespaceState; row: SnapshotRow } | undefined> =>
  transaction(pool, async (client) => {
    const fields = await lockNamespace(client, name);
    const found = await client.query<SnapshotFields>("SELECT * FROM snapshot WHERE id = $1 AND namespace = $2", [
      // PostgreSQL takes no NUL, and no snapshot has one.
      id.replaceAll("\0", "?"),
      name,
    ]);
    const [snapshot] = found.rows;
    if (snapshot === undefined) return undefined;
    const generation = await renew(client, fields);
    await copyRows(client, snapshot.generation, generation);
    await copyOutbox(client, [snapshot.generation, generation], ["kept_outbox", "outbox"]);
    await client.query("UPDATE progress SET swept = $2 WHERE generation = $1", [generation, snapshot.swept]);
    const { clock_offset, faults, config } = snapshot;
    const state = stateOf({ ...fields, clock_offset, faults, config, revision: fields.revision + 1 });
    await put(client, generation, state);
    await note(client, generation, "restore", at);
    return { state, row: { id, at: snapshot.at } };
  });
