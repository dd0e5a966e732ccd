import type { Pool } from "pg";
import { SLICE_BYTES } from "../page.js";
import { ask, askBy } from "./connection.js";
import { LAYERS, isKept } from "./layers.js";
import type { Lease } from "./lease.js";
import { type Pace, workInSlices } from "./pace.js";
import { alone } from "./slice-settings.js";

/** A sweep under way. */
export interface Sweep {
  readonly pool: Pool;
  readonly lease: Lease;
  readonly pace: Pace;
  readonly stop: AbortSignal | undefined;
}

type Table = "attempt" | "message" | "control" | "answer" | "hit" | "fault_count" | "kept_outbox";

/** Which rows of a table go. */
export type Doomed = readonly [table: Table, condition: string, value: number];

/** Slice after slice, as long as nobody else has taken over. */
export const whileOurs = ({ pace, lease, stop }: Sweep, slice: (rows: number) => Promise<number>): Promise<void> =>
  workInSlices(pace, async (rows) => ((await lease.renew()) ? slice(rows) : 0), stop);

/** Removes rows of a generation, oldest first where they have an order, until none matches; the condition may use $2. */
export const remove = (sweep: Sweep, generation: number, [table, condition, value]: Doomed): Promise<void> =>
  whileOurs(sweep, async (rows) => {
    const text = `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE generation = $1 AND ${condition} LIMIT $3))`;
    return (await askBy(sweep.pool, alone, text, [generation, value, rows])).rowCount ?? 0;
  });

/** Takes the sizes of what is `gone` off the layers that it was in; of the topmost one they are with the namespace's other figures. */
const uncounted =
  "sizes AS (SELECT generation, sum(size)::bigint AS bytes FROM gone GROUP BY generation), " +
  "uncounted AS (UPDATE layer l SET bytes = l.bytes - s.bytes FROM sizes s WHERE l.generation = s.generation)";
const topBytes = "layer_bytes = p.layer_bytes - coalesce((SELECT bytes FROM sizes WHERE generation = $1), 0)";

/**
 * The namespace with topmost generation $1, locked as everywhere: nothing goes once a snapshot has moved it on, so that its layers
 * are its own as long as no snapshot has them that this statement sees.
 */
const standing = (columns: string): string =>
  `standing AS (SELECT n.name, n.chain, ${columns} FROM namespace n JOIN progress p ON p.top = n.generation WHERE n.generation = $1 FOR UPDATE), ` +
  `own AS (SELECT generation FROM standing st, unnest(st.chain) AS generation WHERE NOT ${isKept("st.name", "generation")})`;

export type Numbered = "message" | "attempt";

/**
 * Forgets the oldest rows of a table that are beyond what the namespace may have. Those of its own layers go; others are hidden by
 * the floor, and go once their layer is the namespace's own.
 */
const forgetText = (table: Numbered): string => {
  // Events are derived from attempts: whoever reads from before the cut has to start over.
  const swept = table === "attempt" ? ", swept = greatest(p.swept, c.sequence)" : "";
  const undelivered =
    table === "message"
      ? ", undelivered AS (DELETE FROM outbox WHERE top = $1 AND sequence = ANY(ARRAY(SELECT sequence FROM spare)))"
      : "";
  const order = "ORDER BY sequence";
  return (
    `WITH ${standing(`n.${table}_floor AS floor, p.${table}_rows AS rows, p.${table}_bytes - $3::float8 AS excess`)}, ` +
    `versions AS (SELECT DISTINCT ON (sequence) r.* FROM standing n CROSS JOIN ${LAYERS} ` +
    `CROSS JOIN LATERAL (SELECT sequence, octet_length(data) AS size FROM ${table} WHERE generation = layer.generation AND sequence > n.floor ${order} LIMIT $4) r ` +
    `${order}, layer.depth), ` +
    `placed AS (SELECT *, row_number() OVER w AS nth, sum(size) OVER w - size AS before FROM (SELECT * FROM versions ${order} LIMIT $4) v ` +
    `WINDOW w AS (${order} ROWS UNBOUNDED PRECEDING)), ` +
    "spare AS MATERIALIZED (SELECT p.sequence, p.size FROM placed p, standing st WHERE (p.nth <= st.rows - $2::float8 OR p.before < st.excess) AND p.before < $5), " +
    "cut AS (SELECT max(sequence) AS sequence, count(*) AS rows, sum(size)::bigint AS bytes FROM spare), " +
    `doomed AS (SELECT d.ctid FROM own CROSS JOIN cut c CROSS JOIN standing n ` +
    `CROSS JOIN LATERAL (SELECT ctid FROM ${table} WHERE generation = own.generation AND sequence > n.floor AND sequence <= c.sequence OFFSET 0) d), ` +
    `gone AS (DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM doomed)) RETURNING generation, octet_length(data) AS size), ` +
    `${uncounted}${undelivered}, ` +
    `hidden AS (UPDATE namespace n SET ${table}_floor = c.sequence FROM cut c WHERE n.generation = $1 AND c.rows > 0 AND cardinality(n.chain) > 1) ` +
    `UPDATE progress p SET ${table}_rows = p.${table}_rows - c.rows, ${table}_bytes = p.${table}_bytes - c.bytes, ` +
    `forgotten_${table}s = p.forgotten_${table}s + c.rows, ${topBytes}${swept} FROM cut c WHERE p.top = $1 AND c.rows > 0 RETURNING c.rows`
  );
};

/**
 * Forgets the oldest rows until the namespace has no more than it may, and returns how many went.
 *
 * @param keep how many rows, and how many bytes
 */
export const forget = async (
  sweep: Sweep,
  generation: number,
  table: Numbered,
  keep: readonly [rows: number, bytes: number],
): Promise<number> => {
  const text = forgetText(table);
  let gone = 0;
  await whileOurs(sweep, async (limit) => {
    const found = await askBy<{ rows: number }>(sweep.pool, alone, text, [generation, ...keep, limit, SLICE_BYTES]);
    const removed = found.rows[0]?.rows ?? 0;
    gone += removed;
    return removed;
  });
  return gone;
};

/** Removes what was forgotten of a layer under the topmost one, up to where nobody shows it. */
export const purge = (
  sweep: Sweep,
  generation: number,
  [table, floor]: readonly [table: Numbered, floor: number],
): Promise<void> =>
  whileOurs(sweep, async (limit) => {
    const text =
      `WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE generation = $1 AND sequence <= $2 LIMIT $3)) ` +
      `RETURNING generation, octet_length(data) AS size), ${uncounted} SELECT count(*) AS rows FROM gone`;
    const found = await askBy<{ rows: number }>(sweep.pool, alone, text, [generation, floor, limit]);
    return found.rows[0]?.rows ?? 0;
  });

/** Of answers that were replaced the old ones are counted as well: what the figure is too high by is taken off it. */
export const countAnswers = async (sweep: Sweep, generation: number): Promise<number> => {
  let bytes = 0;
  let last = "00000000-0000-0000-0000-000000000000";
  await whileOurs(sweep, async (limit) => {
    const text =
      "SELECT count(*) AS rows, coalesce(sum(size), 0)::bigint AS bytes, (array_agg(digest ORDER BY digest DESC))[1] AS last " +
      "FROM (SELECT digest, octet_length(body) AS size FROM answer WHERE generation = $1 AND digest > $2::uuid ORDER BY digest LIMIT $3) a";
    const found = await askBy<{ rows: number; bytes: number; last: string }>(sweep.pool, alone, text, [
      generation,
      last,
      limit,
    ]);
    const [slice] = found.rows;
    if (slice === undefined || slice.rows === 0) return 0;
    bytes += slice.bytes;
    ({ last } = slice);
    return slice.rows;
  });
  return bytes;
};

export const settleAnswers = async (sweep: Sweep, generation: number, excess: number): Promise<void> => {
  if (excess <= 0 || sweep.stop?.aborted || !(await sweep.lease.renew())) return;
  const text =
    "UPDATE progress SET answer_bytes = answer_bytes - $2, layer_bytes = greatest(0, layer_bytes - $2) WHERE top = $1";
  await ask(sweep.pool, text, [generation, excess]);
};

/** An answer that hides another one stays as long as that one does, which would be taken for the last one again. */
const hides =
  "EXISTS (SELECT 1 FROM unnest(place.beneath) AS lower (generation) " +
  "CROSS JOIN LATERAL (SELECT 1 FROM answer WHERE generation = lower.generation AND digest = a.digest OFFSET 0) hidden)";

const forgetAnswersText =
  `WITH ${standing("0")}, ` +
  "holder AS (SELECT chain FROM standing UNION ALL SELECT s.chain FROM snapshot s JOIN standing st ON s.namespace = st.name), " +
  "place AS (SELECT chain[array_position(chain, $2::bigint) + 1:] AS beneath, $2 IN (SELECT generation FROM own) AS is_own FROM holder WHERE $2 = ANY(chain) LIMIT 1), " +
  "oldest AS (SELECT o.* FROM place CROSS JOIN LATERAL (SELECT ctid, octet_length(body) AS size, at FROM answer a " +
  `WHERE generation = $2 AND at < CASE WHEN place.is_own THEN 'infinity' ELSE $3::float8 END AND NOT ${hides} ORDER BY at LIMIT $5) o), ` +
  "placed AS (SELECT *, sum(size) OVER w - size AS before FROM oldest WINDOW w AS (ORDER BY at ROWS UNBOUNDED PRECEDING)), " +
  "gone AS (DELETE FROM answer WHERE ctid = ANY(ARRAY(SELECT ctid FROM placed WHERE (at < $3::float8 OR before < $4::float8) AND before < $6)) " +
  `RETURNING generation, octet_length(body) AS size), ${uncounted}, ` +
  "total AS (SELECT count(*) AS rows, coalesce(sum(size), 0)::bigint AS bytes FROM gone), " +
  "kept AS (UPDATE snapshot s SET answer_bytes = s.answer_bytes - t.bytes FROM total t, standing st WHERE s.namespace = st.name AND $2 = ANY(s.chain)), " +
  "shown AS (SELECT CASE WHEN $2 = ANY(chain) THEN 1 ELSE 0 END AS one FROM standing) " +
  `UPDATE progress p SET answer_bytes = p.answer_bytes - t.bytes * shown.one, ${topBytes} FROM total t, shown WHERE p.top = $1 AND t.rows > 0 RETURNING t.rows, t.bytes`;

/**
 * Removes the oldest answers of a layer: those from before a time, and so many bytes of others if the layer is the namespace's own. One
 * that a snapshot has keeps them until nobody would replay them: who asks again goes by their age.
 *
 * @returns how many bytes went
 */
export const forgetAnswers = async (
  sweep: Sweep,
  top: number,
  generation: number,
  [since, excess]: readonly [since: number, excess: number],
): Promise<number> => {
  let gone = 0;
  await whileOurs(sweep, async (limit) => {
    const values = [top, generation, since, excess - gone, limit, SLICE_BYTES];
    const found = await askBy<{ rows: number; bytes: number }>(sweep.pool, alone, forgetAnswersText, values);
    gone += found.rows[0]?.bytes ?? 0;
    return found.rows[0]?.rows ?? 0;
  });
  return gone;
};
