import type { Pool, PoolClient } from "pg";
import type { Config } from "../../model/config.js";
import type { ControlChange, NamespaceState, StateChange } from "../store.js";
import { StaleRevisionError } from "../errors.js";
import { Abandon, transaction } from "./connection.js";
import { SIZES, release } from "./layers.js";
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
    "WITH taken AS (UPDATE progress SET sequence = sequence + 1 WHERE top = $1 RETURNING sequence) " +
      "INSERT INTO control (generation, sequence, change, at) SELECT $1, sequence, $2, $3 FROM taken",
    [generation, change, at],
  );
};

/** @param config where it changes: it may have megabytes, which a fault or the clock leaves alone */
export const put = async (client: PoolClient, state: NamespaceState, config?: Config): Promise<void> => {
  await client.query(
    "UPDATE namespace SET revision = $2, clock_offset = $3, faults = $4, config = coalesce($5, config) WHERE name = $1",
    [
      state.name,
      state.revision,
      state.clockOffset,
      JSON.stringify(state.faults),
      config === undefined ? null : JSON.stringify(config),
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
    await put(client, state, next.config);
    if (next.faults !== undefined) {
      await client.query("DELETE FROM fault_count WHERE generation = $1 AND NOT id = ANY($2::text[])", [
        fields.generation,
        next.faults.map(({ id }) => id),
      ]);
    }
    await note(client, fields.generation, event, at);
    return { state, value };
  });

/**
 * Moves the namespace to a new generation on top of others; attempts under way find the old one gone and ask again. The namespace is
 * locked. @returns the new generation
 */
export const beginLayer = async (client: PoolClient, name: string, under: readonly number[]): Promise<number> => {
  const { rows } = await client.query<{ top: number }>(
    "UPDATE progress p SET top = nextval('generation'), layer_bytes = 0 FROM namespace n WHERE n.name = $1 AND p.top = n.generation RETURNING p.top",
    [name],
  );
  const [made] = rows;
  if (made === undefined) throw new Abandon(new StaleRevisionError(name));
  await client.query("UPDATE namespace SET generation = $2, chain = $2::bigint || $3::bigint[] WHERE name = $1", [
    name,
    made.top,
    under,
  ]);
  return made.top;
};

export const resetNamespace = (pool: Pool, name: string, at: number): Promise<NamespaceState> =>
  transaction(pool, async (client) => {
    const fields = await lockNamespace(client, name);
    const generation = await beginLayer(client, name, []);
    const none = SIZES.replaceAll(/\w+/gu, "0");
    await client.query(`UPDATE progress SET (swept, ${SIZES}) = (0, ${none}) WHERE top = $1`, [generation]);
    await client.query("UPDATE namespace SET message_floor = 0, attempt_floor = 0 WHERE name = $1", [name]);
    await release(client, name, fields.chain);
    const before = stateOf(fields);
    const state = { ...before, faults: [], clockOffset: 0, revision: before.revision + 1 };
    await put(client, state);
    await note(client, generation, "reset", at);
    return state;
  });
