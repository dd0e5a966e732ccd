import type { Pool, PoolClient } from "pg";
import { StoreLostError } from "../errors.js";
import { ask, transaction } from "./connection.js";
import { VERSIONED } from "./layers.js";
import { takeLease } from "./lease.js";
import { createPace, workInSlices } from "./pace.js";
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

/** Moves the first rows of a table, and returns how many there were; of two with one key the lower one was hidden, and goes. */
const moveRows = async (
  client: PoolClient,
  { upper, lower, from, to }: Merge,
  [table, key, data]: (typeof tables)[number],
  limit: number,
): Promise<number> => {
  if (data === undefined) {
    const text = `UPDATE ${table} SET generation = $2 WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE generation = $1 ORDER BY ${key} LIMIT $3))`;
    return (await client.query(text, [from, to, limit])).rowCount ?? 0;
  }
  const found = await client.query<{ rows: number; end: string | number }>(
    `SELECT count(*) OVER () AS rows, ${key} AS end FROM (SELECT ${key} FROM ${table} WHERE generation = $1 ORDER BY ${key} LIMIT $2) s ORDER BY ${key} DESC LIMIT 1`,
    [from, limit],
  );
  const [slice] = found.rows;
  if (slice === undefined) return 0;
  await client.query(
    `WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT l.ctid FROM (SELECT ${key} FROM ${table} WHERE generation = $3 AND ${key} <= $4) f ` +
      `CROSS JOIN LATERAL (SELECT ctid FROM ${table} WHERE generation = $2 AND ${key} = f.${key} OFFSET 0) l ` +
      `CROSS JOIN LATERAL (SELECT 1 FROM ${table} WHERE generation = $1 AND ${key} = f.${key} OFFSET 0) u)) RETURNING octet_length(${data}) AS size) ` +
      "UPDATE layer SET bytes = bytes - (SELECT sum(size) FROM gone) WHERE generation = $2 AND EXISTS (SELECT 1 FROM gone)",
    [upper, lower, from, slice.end],
  );
  await client.query(
    `UPDATE ${table} SET generation = $2 WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE generation = $1 AND ${key} <= $3))`,
    [from, to, slice.end],
  );
  return slice.rows;
};

/** What has been moved from goes from all chains. Looks again that nothing is left in it: that must not go with it. */
const skip = async (client: PoolClient, { name, from, to }: Merge): Promise<void> => {
  const left = tables.map(([table]) => `EXISTS (SELECT 1 FROM ${table} WHERE generation = $1)`).join(" OR ");
  const { rows } = await client.query<{ left: boolean }>(`SELECT ${left} AS left`, [from]);
  if (rows[0]?.left !== false) throw new StoreLostError(`store postgres: layer ${from} is not empty`);
  await client.query("UPDATE namespace SET chain = array_remove(chain, $2) WHERE name = $1", [name, from]);
  await client.query("UPDATE snapshot SET chain = array_remove(chain, $2) WHERE namespace = $1 AND $2 = ANY(chain)", [
    name,
    from,
  ]);
  await client.query(
    "WITH gone AS (DELETE FROM layer WHERE generation = $1 RETURNING bytes) UPDATE layer SET bytes = layer.bytes + gone.bytes FROM gone WHERE generation = $2",
    [from, to],
  );
  await client.query("INSERT INTO dropped (generation) VALUES ($1) ON CONFLICT DO NOTHING", [from]);
};

interface Merged {
  readonly rows: number;
  /** Whether the two are one now. */
  readonly isOne: boolean;
}

/** One slice; the last one takes the empty layer out. Undefined when the two are no pair any more. */
const mergeSlice = (pool: Pool, merge: Merge, limit: number): Promise<Merged | undefined> =>
  transaction(pool, async (client) => {
    await client.query(alone);
    if (!(await lockPair(client, merge))) return undefined;
    let rows = 0;
    for (const table of tables) {
      rows += await moveRows(client, merge, table, limit - rows);
      if (rows >= limit) return { rows, isOne: false };
    }
    await skip(client, merge);
    return { rows, isOne: true };
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
  let isOne = false;
  const slice = async (limit: number): Promise<number> => {
    const merged = !isOne && (await lease.renew()) ? await mergeSlice(pool, merge, limit) : undefined;
    isOne ||= merged?.isOne === true;
    return merged?.rows ?? 0;
  };
  await workInSlices(pace, slice, stop);
  return isOne;
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

/** The same at once, unless somebody sweeps, who comes to it as well. */
export const mergeNow = async (pool: Pool, name: string): Promise<void> => {
  const lease = await takeLease(pool, "sweep");
  if (lease === undefined) return;
  try {
    await mergeLayers({ pool, lease, stop: undefined, pace: createPace() }, name);
  } finally {
    await lease.end();
  }
};
