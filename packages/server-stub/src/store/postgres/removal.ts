import type { Pool } from "pg";
import { SLICE_BYTES } from "../page.js";
import { ask, askBy } from "./connection.js";
import { alone } from "./copy.js";
import type { Lease } from "./lease.js";
import { type Pace, workInSlices } from "./pace.js";

/** A sweep under way. */
export interface Sweep {
  readonly pool: Pool;
  readonly lease: Lease;
  readonly pace: Pace;
  readonly stop: AbortSignal | undefined;
}

type Table = "attempt" | "message" | "control" | "answer" | "hit" | "fault_count" | "kept_outbox" | "outbox";

/** Which rows of a table go. */
export type Doomed = readonly [table: Table, condition: string, value: number];

/** Slice after slice, as long as nobody else has taken over. */
const whileOurs = ({ pace, lease, stop }: Sweep, slice: (rows: number) => Promise<number>): Promise<void> =>
  workInSlices(pace, async (rows) => ((await lease.renew()) ? slice(rows) : 0), stop);

/** Removes rows of a generation, oldest first where they have an order, until none matches; the condition may use $2. */
export const remove = (sweep: Sweep, generation: number, [table, condition, value]: Doomed): Promise<void> =>
  whileOurs(sweep, async (rows) => {
    const text = `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE generation = $1 AND ${condition} LIMIT $3))`;
    return (await askBy(sweep.pool, alone, text, [generation, value, rows])).rowCount ?? 0;
  });

/** What is counted in `progress`: the column that says how large a row is, the order of age, and what is spare by $2 whatever its size. */
const counted = {
  message: { data: "data", order: "sequence", spare: "nth <= message_rows - $2::float8" },
  attempt: { data: "data", order: "sequence", spare: "nth <= attempt_rows - $2::float8" },
  answer: { data: "body", order: "at", spare: "at < $2::float8" },
} as const;

export type Counted = keyof typeof counted;

/**
 * The oldest rows of a table that are beyond what the namespace may have, and the namespace's figures with them. Its row of
 * `progress` is locked before any other, as everywhere.
 */
const forgetText = (table: Counted): string => {
  const { data, order, spare } = counted[table];
  const isAnswer = table === "answer";
  const noted = isAnswer
    ? ""
    : `, ${table}_rows = p.${table}_rows - g.rows, forgotten_${table}s = p.forgotten_${table}s + g.rows`;
  // Events are derived from attempts: whoever reads from before the cut has to start over.
  const swept = table === "attempt" ? ", swept = greatest(p.swept, (SELECT max(sequence) FROM spare))" : "";
  const undelivered =
    table === "message"
      ? ", undelivered AS (DELETE FROM outbox WHERE generation = $1 AND sequence = ANY(ARRAY(SELECT sequence FROM spare)))"
      : "";
  return (
    "WITH standing AS (SELECT message_rows, attempt_rows, " +
    `${table}_bytes - $3::float8 AS excess FROM progress WHERE generation = $1 FOR UPDATE), ` +
    `oldest AS (SELECT ctid, octet_length(${data}) AS size, ${order} FROM ${table} WHERE generation = $1 ORDER BY ${order} LIMIT $4), ` +
    `placed AS (SELECT *, row_number() OVER w AS nth, sum(size) OVER w - size AS before FROM oldest WINDOW w AS (ORDER BY ${order} ROWS UNBOUNDED PRECEDING)), ` +
    `spare AS (SELECT * FROM placed, standing WHERE (${spare} OR before < excess) AND before < $5), ` +
    `gone AS (DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM spare)) RETURNING octet_length(${data}) AS size)${undelivered} ` +
    `UPDATE progress p SET ${table}_bytes = p.${table}_bytes - g.bytes${noted}${swept} ` +
    "FROM (SELECT count(*) AS rows, coalesce(sum(size), 0)::bigint AS bytes FROM gone) g " +
    "WHERE p.generation = $1 AND g.rows > 0 RETURNING g.rows"
  );
};

/** Of answers that were replaced the old ones are counted as well: what the figure is too high by is taken off it. */
export const countAnswers = async (sweep: Sweep, generation: number, standing: number): Promise<void> => {
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
  if (sweep.stop?.aborted || !(await sweep.lease.renew())) return;
  const text = "UPDATE progress SET answer_bytes = answer_bytes - $2 WHERE generation = $1";
  await ask(sweep.pool, text, [generation, Math.max(0, standing - bytes)]);
};

/**
 * Forgets the oldest rows until the namespace has no more than it may, and returns how many went.
 *
 * @param keep of answers since when, of others how many rows; and how many bytes
 */
export const forget = async (
  sweep: Sweep,
  generation: number,
  table: Counted,
  keep: readonly [rows: number, bytes: number],
): Promise<number> => {
  const text = forgetText(table);
  let gone = 0;
  await whileOurs(sweep, async (limit) => {
    const values = [generation, ...keep, limit, SLICE_BYTES];
    const found = await askBy<{ rows: number }>(sweep.pool, alone, text, values);
    const removed = found.rows[0]?.rows ?? 0;
    gone += removed;
    return removed;
  });
  return gone;
};
