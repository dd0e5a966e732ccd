import type { Pool, PoolClient } from "pg";
import type { ControlChange, NamespaceState, StateChange } from "../store.js";
import { Abandon, transaction } from "./connection.js";
import { lockNamespace, stateOf } from "./states.js";

/** What a change leaves: the state that holds from now on. */
interface Changed<T> {
  readonly state: NamespaceState;
  readonly value: T;
}

export const note = async (
  client: PoolClient,
  generation: number,
  change: ControlChange,
  at: number,
): Promise<void> => {
  await client.query(
    "WITH taken AS (UPDATE progress SET sequence = sequence + 1 WHERE generation = $1 RETURNING sequence) " +
      "INSERT INTO control (generation, sequence, change, at) SELECT $1, sequence, $2, $3 FROM taken",
    [generation, change, at],
  );
};

export const put = async (client: PoolClient, generation: number, state: NamespaceState): Promise<void> => {
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

/** Of the outbox, in one statement. */
export const entriesAtOnce = 2000;

/** The rows of a generation are left to the next sweep; nobody may deliver them any more. */
export const dropGeneration = async (client: PoolClient, generation: number): Promise<void> => {
  await client.query("INSERT INTO dropped (generation) VALUES ($1) ON CONFLICT DO NOTHING", [generation]);
  const text = `DELETE FROM outbox WHERE ctid = ANY(ARRAY(SELECT ctid FROM outbox WHERE generation = $1 LIMIT ${entriesAtOnce}))`;
  for (let removed = 1; removed > 0;) removed = (await client.query(text, [generation])).rowCount ?? 0;
};

/** How many rows a generation has, and how large they are. */
export interface Size {
  readonly message_rows: number;
  readonly message_bytes: number;
  readonly attempt_rows: number;
  readonly attempt_bytes: number;
  readonly answer_bytes: number;
}

interface Place extends Size {
  readonly generation: number;
  /** Events up to this sequence may be missing. */
  readonly swept: number;
}

const nothing: Size = { message_rows: 0, message_bytes: 0, attempt_rows: 0, attempt_bytes: 0, answer_bytes: 0 };

/** Moves the namespace to another generation; attempts under way find the old one gone and ask again. */
export const moveTo = async (client: PoolClient, from: number, to: Place): Promise<void> => {
  await client.query(
    "UPDATE progress SET generation = $2, swept = $3, message_rows = $4, message_bytes = $5, attempt_rows = $6, attempt_bytes = $7, " +
      "answer_bytes = $8 WHERE generation = $1",
    [
      from,
      to.generation,
      to.swept,
      to.message_rows,
      to.message_bytes,
      to.attempt_rows,
      to.attempt_bytes,
      to.answer_bytes,
    ],
  );
  await dropGeneration(client, from);
};

export const nextGeneration = async (client: PoolClient | Pool): Promise<number> => {
  const { rows } = await client.query<{ generation: number }>("SELECT nextval('generation') AS generation");
  return rows[0]?.generation ?? 0;
};

export const resetNamespace = (pool: Pool, name: string, at: number): Promise<NamespaceState> =>
  transaction(pool, async (client) => {
    const fields = await lockNamespace(client, name);
    const generation = await nextGeneration(client);
    await moveTo(client, fields.generation, { generation, swept: 0, ...nothing });
    const before = stateOf(fields);
    const state = { ...before, faults: [], clockOffset: 0, revision: before.revision + 1 };
    await put(client, generation, state);
    await note(client, generation, "reset", at);
    return state;
  });
