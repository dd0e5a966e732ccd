import type { PoolClient, QueryResultRow } from "pg";
import { SLICE_BYTES } from "../page.js";
import { type Size, entriesAtOnce } from "./lifecycle.js";
import { createPace, workInSlices } from "./pace.js";

/** What a slice has had, and where it ended: `end0` and so on, one for each column of the order. */
export interface Slice extends QueryResultRow {
  readonly rows: number;
  readonly bytes: number;
}

/** Copies one slice: in a transaction that is under way, or in one of its own. */
export type Run = (text: string, values: readonly unknown[]) => Promise<{ readonly rows: readonly Slice[] }>;

export interface Generations {
  readonly from: number;
  readonly to: number;
}

/** What is copied of a table, and by which columns it is walked; all of an index's, so that no slice sorts what is left. */
interface Walk {
  readonly table: string;
  readonly columns: string;
  readonly order: readonly (readonly [column: string, type: string])[];
  /** Of one row. */
  readonly bytes: string;
}

const bySequence = [["sequence", "bigint"]] as const;

const attempts: Walk = {
  table: "attempt",
  columns: "sequence, request_id, operation, data",
  order: bySequence,
  bytes: "octet_length(data)",
};
const messages: Walk = {
  table: "message",
  columns: "sequence, changed, message_id, request_id, channel, super_app, delivery, data",
  order: bySequence,
  bytes: "octet_length(data)",
};
const answers: Walk = {
  table: "answer",
  columns: "digest, at, fingerprint, result_code, message_id, pending_until, body",
  order: [["digest", "uuid"]],
  bytes: "octet_length(body)",
};
const small: readonly Walk[] = [
  { table: "control", columns: "sequence, change, at", order: bySequence, bytes: "0" },
  {
    table: "hit",
    columns: "key, at, until",
    // Two hits may be alike, and no row of a copy's source is ever rewritten.
    order: [
      ["key", "text"],
      ["at", "float8"],
      ["ctid", "tid"],
    ],
    bytes: "0",
  },
  { table: "fault_count", columns: "id, drawn, happened", order: [["id", "text"]], bytes: "0" },
];

/** For a slice: it finds its rows by the index, whatever is known of the table. */
export const byIndex =
  "SET LOCAL enable_seqscan = 'off'; SET LOCAL enable_bitmapscan = 'off'; SET LOCAL enable_sort = 'off'";

/**
 * The same for a slice that commits by itself, and that is done again if it gets lost: it waits for no disk. What depends on it is
 * committed later, and brings it there as well.
 */
export const alone = `${byIndex}; SET LOCAL synchronous_commit = 'off'`;

/** Copies the next rows of a table: at most $3, and as many as fit into $4 bytes, but one always. */
const sliceOf = ({ table, columns, order, bytes }: Walk, isFirst: boolean): string => {
  const names = order.map(([name]) => name).join(", ");
  const begin = order.map(([, type], index) => `$${index + 5}::${type}`).join(", ");
  const behind = isFirst ? "" : ` AND (${names}) > (${begin})`;
  const ends = order.map(([name], index) => `${name}::text AS end${index}`).join(", ");
  return (
    `WITH found AS (SELECT ${columns}${names.includes("ctid") ? ", ctid" : ""}, ${bytes} AS size FROM ${table} ` +
    `WHERE generation = $1${behind} ORDER BY ${names} LIMIT $3), ` +
    `slice AS MATERIALIZED (SELECT * FROM (SELECT *, sum(size) OVER w - size AS before FROM found WINDOW w AS (ORDER BY ${names})) f WHERE before < $4), ` +
    `copied AS (INSERT INTO ${table} (generation, ${columns}) SELECT $2, ${columns} FROM slice) ` +
    `SELECT ${ends}, count(*) OVER () AS rows, (sum(size) OVER ())::bigint AS bytes FROM slice ` +
    `ORDER BY ${order.map(([name]) => `${name} DESC`).join(", ")} LIMIT 1`
  );
};

/** One table, slice after slice; how many rows and bytes it has had. */
const copyTable = async (run: Run, { from, to }: Generations, walk: Walk): Promise<Slice> => {
  let [rows, bytes] = [0, 0];
  let ends: unknown[] = [];
  await workInSlices(createPace(), async (limit) => {
    const found = await run(sliceOf(walk, ends.length === 0), [from, to, limit, SLICE_BYTES, ...ends]);
    const [slice] = found.rows;
    if (slice === undefined) return 0;
    ends = walk.order.map((_, index) => slice[`end${index}`]);
    rows += slice.rows;
    bytes += slice.bytes;
    return slice.rows;
  });
  return { rows, bytes };
};

/** All that a generation has but what waits for delivery; resolves to how much that is. */
export const copyRows = async (run: Run, generations: Generations): Promise<Size> => {
  const attempt = await copyTable(run, generations, attempts);
  const message = await copyTable(run, generations, messages);
  const answer = await copyTable(run, generations, answers);
  for (const walk of small) await copyTable(run, generations, walk);
  return {
    message_rows: message.rows,
    message_bytes: message.bytes,
    attempt_rows: attempt.rows,
    attempt_bytes: attempt.bytes,
    answer_bytes: answer.bytes,
  };
};

/** The outbox of a snapshot lies beside the live one, so that nobody delivers from it. */
export const copyOutbox = async (
  client: PoolClient,
  { from, to }: Generations,
  [source, target]: readonly [source: string, target: string],
): Promise<void> => {
  for (let last: number | null = 0; last !== null;) {
    const copied: { rows: { last: number | null }[] } = await client.query(
      `WITH slice AS (SELECT * FROM ${source} WHERE generation = $1 AND sequence > $3 ORDER BY sequence LIMIT ${entriesAtOnce}), ` +
        `copied AS (INSERT INTO ${target} (generation, sequence, due_at, attempts) SELECT $2, sequence, due_at, attempts FROM slice) ` +
        "SELECT max(sequence) AS last FROM slice",
      [from, to, last],
    );
    last = copied.rows[0]?.last ?? null;
  }
};
