import type { Pool, PoolClient } from "pg";
import { StoreLostError } from "../errors.js";
import { transaction } from "./connection.js";
import { VERSIONED } from "./layers.js";
import { takeLease } from "./lease.js";
import {
  type Chain,
  type Contents,
  type Merge,
  type Pair,
  directed,
  mergeable,
  rowsOf,
  wholeMerges,
} from "./mergeable.js";
import { createPace } from "./pace.js";
import { type Sweep, whileOurs } from "./removal.js";
import { alone } from "./slice-settings.js";

/** Every chain of a namespace: its own, and those of its snapshots. */
const chains = "SELECT chain FROM namespace WHERE name = $1 UNION ALL SELECT chain FROM snapshot WHERE namespace = $1";

interface Table {
  readonly table: string;
  /** What tells its rows apart in a layer. */
  readonly key: string;
  /** Where there is one row of each key: the column that has its bytes, and the greatest key. Of two hits that are alike both count. */
  readonly data?: string;
  readonly last?: string;
}

const lastSequence = "9223372036854775807";

/** The tables of a layer. */
const tables: readonly Table[] = [
  { table: "attempt", ...VERSIONED.attempt, last: lastSequence },
  { table: "message", ...VERSIONED.message, last: lastSequence },
  { table: "answer", ...VERSIONED.answer, last: "ffffffff-ffff-ffff-ffff-ffffffffffff" },
  { table: "control", key: "sequence" },
  { table: "hit", key: "key" },
];

/** So many pairs at most in a transaction: it looks first what they have. */
const mostPairs = 10;
/** Looking, and waiting for snapshots that have the namespace, takes as long as that many rows. */
const fewestRows = 150;

/** Locks the namespace, so that its chains stay. Attempts go on: they touch no layer that may be merged. */
const lockPairs = async (client: PoolClient, name: string): Promise<readonly Pair[]> => {
  const [, , { rows }] = await Promise.all([
    client.query(alone),
    client.query("SELECT 1 FROM namespace WHERE name = $1 FOR UPDATE", [name]),
    client.query<{ chain: Chain }>(chains, [name]),
  ]);
  return mergeable(rows.map(({ chain }) => chain));
};

const contentsText =
  `SELECT one.generation, coalesce(l.bytes, 0) AS bytes, ${tables.map(({ table }) => `(SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE generation = one.generation LIMIT $2) r) AS ${table}`).join(", ")} ` +
  "FROM unnest($1::bigint[]) AS one (generation) LEFT JOIN layer l ON l.generation = one.generation";

/** Counts one row more than there may be. */
const readContents = async (
  client: PoolClient,
  pairs: readonly Pair[],
  limit: number,
): Promise<ReadonlyMap<number, Contents>> => {
  const generations = [...new Set(pairs.flatMap(({ upper, lower }) => [upper, lower]))];
  const { rows } = await client.query<Record<string, number> & { generation: number; bytes: number }>(contentsText, [
    generations,
    limit + 1,
  ]);
  return new Map(rows.map(({ generation, bytes, ...counts }) => [generation, { bytes, rows: counts }]));
};

/** Moves the rows of a versioned table up to a key; of two with one key the lower one was hidden, and goes. */
const moveUpTo = (
  client: PoolClient,
  { upper, lower, from, to }: Merge,
  { table, key, data }: Table,
  end: string | number | undefined,
): Promise<unknown> =>
  Promise.all([
    client.query(
      `WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT l.ctid FROM (SELECT ${key} FROM ${table} WHERE generation = $3 AND ${key} <= $4) f ` +
        `CROSS JOIN LATERAL (SELECT ctid FROM ${table} WHERE generation = $2 AND ${key} = f.${key} OFFSET 0) l ` +
        `CROSS JOIN LATERAL (SELECT 1 FROM ${table} WHERE generation = $1 AND ${key} = f.${key} OFFSET 0) u)) RETURNING octet_length(${data}) AS size) ` +
        "UPDATE layer SET bytes = bytes - (SELECT sum(size) FROM gone) WHERE generation = $2 AND EXISTS (SELECT 1 FROM gone)",
      [upper, lower, from, end],
    ),
    client.query(
      `UPDATE ${table} SET generation = $2 WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE generation = $1 AND ${key} <= $3))`,
      [from, to, end],
    ),
  ]);

/** Moves the first rows of a table, and returns how many there were. */
const moveRows = async (client: PoolClient, merge: Merge, at: Table, limit: number): Promise<number> => {
  const { table, key, data } = at;
  const { from, to } = merge;
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
  await moveUpTo(client, merge, at, slice.end);
  return slice.rows;
};

const thoseWithRows = ({ moved }: Merge): readonly Table[] =>
  tables.filter(({ table }) => (moved.rows[table] ?? 0) > 0);

/** Of two layers of which even the smaller one has more rows than a slice. */
const movePart = async (client: PoolClient, merge: Merge, limit: number): Promise<number> => {
  let rows = 0;
  for (const table of thoseWithRows(merge))
    if (rows < limit) rows += await moveRows(client, merge, table, limit - rows);
  return rows;
};

/** All rows of a layer that has few. */
const moveAll = (client: PoolClient, merge: Merge, limit: number): Promise<unknown> =>
  Promise.all(
    thoseWithRows(merge).map((table) =>
      table.data === undefined ? moveRows(client, merge, table, limit) : moveUpTo(client, merge, table, table.last),
    ),
  );

const without =
  "chain = ARRAY(SELECT generation FROM unnest(chain) WITH ORDINALITY AS layer (generation, depth) WHERE generation <> ALL($2::bigint[]) ORDER BY depth)";
const leftText = `SELECT ${tables.map(({ table }) => `EXISTS (SELECT 1 FROM ${table} WHERE generation = ANY($1::bigint[]))`).join(" OR ")} AS left`;

/** What has been moved from goes from all chains. Looks again that nothing is left in it: that must not go with it. */
const skip = async (client: PoolClient, name: string, merges: readonly Merge[]): Promise<void> => {
  const gone = merges.map(({ from }) => from);
  const [{ rows }] = await Promise.all([
    client.query<{ left: boolean }>(leftText, [gone]),
    client.query(`UPDATE namespace SET ${without} WHERE name = $1`, [name, gone]),
    client.query(`UPDATE snapshot SET ${without} WHERE namespace = $1 AND chain && $2::bigint[]`, [name, gone]),
    ...merges.map(({ from, to }) =>
      client.query(
        "WITH gone AS (DELETE FROM layer WHERE generation = $1 RETURNING bytes) UPDATE layer SET bytes = layer.bytes + gone.bytes FROM gone WHERE generation = $2",
        [from, to],
      ),
    ),
    client.query("INSERT INTO dropped (generation) SELECT unnest($1::bigint[]) ON CONFLICT DO NOTHING", [gone]),
  ]);
  if (rows[0]?.left !== false)
    throw new StoreLostError(`store postgres: one of layers ${gone.join(", ")} is not empty`);
};

interface Slice {
  /** How much was done; nothing where there are fewer pairs than are worth it. */
  readonly work: number;
  /** Pairs that there were, and how many of them have become one: none where it is one slice of many that two large layers take. */
  readonly pairs: number;
  readonly merged: number;
}

/** Some pairs become one, or some rows of a large layer move. */
const mergeSlice = (
  pool: Pool,
  name: string,
  { fewest, most }: { readonly fewest: number; readonly most: number },
  limit: number,
): Promise<Slice> =>
  transaction(pool, async (client) => {
    const pairs = await lockPairs(client, name);
    const [first] = pairs;
    if (first === undefined || pairs.length < fewest) return { work: 0, pairs: 0, merged: 0 };
    const next = pairs.slice(0, most);
    const contents = await readContents(client, next, limit);
    const merges = wholeMerges(next, contents, limit);
    const made = { pairs: pairs.length, merged: merges.length };
    if (merges.length === 0) return { ...made, work: await movePart(client, directed(first, contents), limit) };
    // All sent together, in their order.
    await Promise.all([...merges.map((merge) => moveAll(client, merge, limit)), skip(client, name, merges)]);
    return { ...made, work: merges.reduce((sum, { moved }) => sum + 1 + rowsOf(moved), 0) };
  });

/**
 * Layers that no snapshot needs any more become one with what lies under them, so that a namespace never has many more layers than
 * snapshots. Each slice is one transaction: what the layers show together is the same all the time. Ends with as many pairs as there were
 * at first, since others may go on making more.
 */
export const mergeLayers = (sweep: Omit<Sweep, "pace">, name: string, fewest = 1): Promise<void> => {
  let most = mostPairs;
  let left: number | undefined;
  return whileOurs({ ...sweep, pace: createPace(fewestRows) }, async (limit) => {
    if (left === 0) return 0;
    const { work, pairs, merged } = await mergeSlice(sweep.pool, name, { fewest, most }, limit);
    left = Math.max(0, (left ?? pairs) - merged);
    most = merged === 0 ? 1 : mostPairs;
    return work;
  });
};

/** The same apart from a sweep, as long as there are many: whoever goes on taking snapshots would keep sweeps away. False while somebody sweeps. */
export const mergeNow = async (pool: Pool, name: string, stop: AbortSignal): Promise<boolean> => {
  const lease = await takeLease(pool, "sweep");
  if (lease === undefined) return false;
  try {
    await mergeLayers({ pool, lease, stop }, name, mostPairs);
    return true;
  } finally {
    await lease.end();
  }
};
