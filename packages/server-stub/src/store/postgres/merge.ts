import type { Pool, PoolClient } from "pg";
import { ask, transaction } from "./connection.js";
import { VERSIONED } from "./layers.js";
import { workInSlices } from "./pace.js";
import type { Sweep } from "./removal.js";
import { alone } from "./slice-settings.js";

type Chain = readonly number[];

interface Pair {
  readonly upper: number;
  readonly lower: number;
}

/** Every chain of a namespace: its own, and those of its snapshots. */
const chains = "SELECT chain FROM namespace WHERE name = $1 UNION ALL SELECT chain FROM snapshot WHERE namespace = $1";

/** A layer that only connects, on another one that does: nobody begins with them, and nobody comes to the lower one but by the upper. */
export const mergeable = (all: readonly Chain[]): readonly Pair[] => {
  const heads = new Set(all.map(([head]) => head));
  const above = new Map<number, Set<number>>();
  for (const chain of all) {
    for (const [depth, generation] of chain.entries()) {
      const upper = chain[depth - 1];
      if (upper !== undefined) above.set(generation, (above.get(generation) ?? new Set()).add(upper));
    }
  }
  const isPlain = (generation: number): boolean => !heads.has(generation) && above.get(generation)?.size === 1;
  return [...above].flatMap(([lower, uppers]) =>
    [...uppers].filter((upper) => isPlain(upper) && isPlain(lower)).map((upper) => ({ upper, lower })),
  );
};

/** The tables of a layer, and what tells their rows apart in it; of two hits that are alike both count. */
const tables: readonly (readonly [table: string, key: string, data?: string])[] = [
  ...(["attempt", "message", "answer"] as const).map(
    (table) => [table, VERSIONED[table].key, VERSIONED[table].data] as const,
  ),
  ["control", "sequence"],
  ["hit", "key"],
];

/** The rows of `from` go to `to`: whichever of the two has fewer bytes is the one that moves. */
interface Merge extends Pair {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Locks the namespace, so that its chains stay; false when the two are no pair any more. Attempts go on: they touch neither. */
const lockPair = async (client: PoolClient, { name, upper, lower }: Merge): Promise<boolean> => {
  await client.query("SELECT 1 FROM namespace WHERE name = $1 FOR UPDATE", [name]);
  const { rows } = await client.query<{ chain: Chain }>(chains, [name]);
  return mergeable(rows.map(({ chain }) => chain)).some((pair) => pair.upper === upper && pair.lower === lower);
};

/** Moves the first rows of a table; of two with one key the lower one was hidden, and goes. Undefined when the two are no pair. */
const moveSlice = (pool: Pool, merge: Merge, [table, key, data]: (typeof tables)[number], limit: number) =>
  transaction(pool, async (client) => {
    await client.query(alone);
    if (!(await lockPair(client, merge))) return undefined;
    const { upper, lower, from, to } = merge;
    if (data === undefined) {
      const text = `UPDATE ${table} SET generation = $2 WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE generation = $1 ORDER BY ${key} LIMIT $3))`;
      return (await client.query(text, [from, to, limit])).rowCount ?? 0;
    }
    const found = await client.query<{ end: string | number }>(
      `SELECT ${key} AS end FROM (SELECT ${key} FROM ${table} WHERE generation = $1 ORDER BY ${key} LIMIT $2) s ORDER BY ${key} DESC LIMIT 1`,
      [from, limit],
    );
    const end = found.rows[0]?.end;
    if (end === undefined) return 0;
    const among = `SELECT f.${key} FROM ${table} f WHERE f.generation = $3 AND f.${key} <= $4`;
    const hidden = await client.query(
      `WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT l.ctid FROM (${among}) f ` +
        `CROSS JOIN LATERAL (SELECT ctid, ${key} FROM ${table} WHERE generation = $2 AND ${key} = f.${key} OFFSET 0) l ` +
        `CROSS JOIN LATERAL (SELECT 1 FROM ${table} WHERE generation = $1 AND ${key} = f.${key} OFFSET 0) u)) RETURNING octet_length(${data}) AS size) ` +
        "UPDATE layer SET bytes = bytes - coalesce((SELECT sum(size) FROM gone), 0) WHERE generation = $2 AND EXISTS (SELECT 1 FROM gone)",
      [upper, lower, from, end],
    );
    const moved = await client.query(
      `UPDATE ${table} SET generation = $2 WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE generation = $1 AND ${key} <= $3))`,
      [from, to, end],
    );
    return (hidden.rowCount ?? 0) + (moved.rowCount ?? 0);
  });

/** What has been moved from goes from all chains. Looks again that nothing is left in it: what it had must not go with it. */
const skip = (pool: Pool, merge: Merge): Promise<boolean> =>
  transaction(pool, async (client) => {
    if (!(await lockPair(client, merge))) return false;
    const { name, from, to } = merge;
    const left = tables.map(([table]) => `EXISTS (SELECT 1 FROM ${table} WHERE generation = $1)`).join(" OR ");
    const { rows } = await client.query<{ left: boolean }>(`SELECT ${left} AS left`, [from]);
    if (rows[0]?.left !== false) return false;
    await client.query("UPDATE namespace SET chain = array_remove(chain, $2) WHERE name = $1", [name, from]);
    await client.query("UPDATE snapshot SET chain = array_remove(chain, $2) WHERE namespace = $1 AND $2 = ANY(chain)", [
      name,
      from,
    ]);
    await client.query("UPDATE layer SET bytes = bytes + (SELECT bytes FROM layer WHERE generation = $1) WHERE generation = $2", [
      from,
      to,
    ]);
    await client.query("DELETE FROM layer WHERE generation = $1", [from]);
    await client.query("INSERT INTO dropped (generation) VALUES ($1) ON CONFLICT DO NOTHING", [from]);
    return true;
  });

/** Where the fewer bytes are. */
const directed = async (pool: Pool, name: string, { upper, lower }: Pair): Promise<Merge> => {
  const text = "SELECT generation FROM layer WHERE generation IN ($1, $2) ORDER BY bytes DESC, generation LIMIT 1";
  const { rows } = await ask<{ generation: number }>(pool, text, [upper, lower]);
  const to = rows[0]?.generation === upper ? upper : lower;
  return { name, upper, lower, to, from: to === upper ? lower : upper };
};

/** True when the two have become one. */
const mergePair = async ({ pool, lease, pace, stop }: Sweep, merge: Merge): Promise<boolean> => {
  for (const table of tables) {
    let isEmpty = false;
    await workInSlices(
      pace,
      async (limit) => {
        const moved = (await lease.renew()) ? await moveSlice(pool, merge, table, limit) : undefined;
        isEmpty = moved === 0;
        return moved ?? 0;
      },
      stop,
    );
    if (!isEmpty) return false;
  }
  return skip(pool, merge);
};

/**
 * Layers that no snapshot needs any more become one with what lies under them, so that a namespace never has many more layers than
 * snapshots. Each slice is one transaction: what the two show together is the same all the time.
 */
export const mergeLayers = async (sweep: Sweep, name: string): Promise<void> => {
  for (let merged = true; merged;) {
    const { rows } = await ask<{ chain: Chain }>(sweep.pool, chains, [name]);
    const [pair] = mergeable(rows.map(({ chain }) => chain));
    merged = pair !== undefined && (await mergePair(sweep, await directed(sweep.pool, name, pair)));
  }
};
