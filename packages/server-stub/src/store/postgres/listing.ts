import type { Pool, QueryResultRow } from "pg";
import type { AttemptRecord } from "../../model/attempt.js";
import type { Delivery, MessageRecord } from "../../model/message.js";
import { PAGE_BYTES, SLICE_BYTES, SLICE_ROWS, buildPage } from "../page.js";
import { attemptTexts, messageTexts, searched } from "../search.js";
import { storable } from "../storable.js";
import type { AttemptFilter, MessageFilter, Page, PageQuery, Sequenced } from "../store.js";
import { ask } from "./connection.js";
import { LAYERS } from "./layers.js";
import { readInTurn } from "./read-turns.js";

export interface MessageFields {
  readonly sequence: number;
  readonly changed: number | null;
  readonly delivery: string;
  readonly data: string;
}

export interface AttemptFields {
  readonly sequence: number;
  readonly data: string;
}

export const messageOf = ({ sequence, delivery, data }: MessageFields): Sequenced<MessageRecord> => {
  const record: MessageRecord = JSON.parse(data);
  const current: Delivery = JSON.parse(delivery);
  return { ...record, delivery: current, sequence };
};

export const attemptOf = ({ sequence, data }: AttemptFields): Sequenced<AttemptRecord> => {
  const record: AttemptRecord = JSON.parse(data);
  return { ...record, sequence };
};

const asStored = (text: string | undefined): string | undefined => (text === undefined ? undefined : storable(text));

type Conditions = readonly (readonly [column: string, value: string | undefined])[];

interface Selection<F, T> {
  readonly pool: Pool;
  readonly namespace: string;
  readonly table: "attempt" | "message";
  readonly conditions: Conditions;
  readonly of: (fields: F) => Sequenced<T>;
}

/** Sequences that one statement walks over at most, so that it ends long before any timeout. */
const span = 20_000;

/** The first rows of a range that fit into so many bytes, and how many rows there are to choose from. */
const select = (table: string, conditions: Conditions, isNewest: boolean): [text: string, values: string[]] => {
  const asked = conditions.flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]));
  const where = asked.map(({ column }, index) => ` AND ${column} = $${index + 6}`).join("");
  const direction = isNewest ? "DESC" : "ASC";
  const order = `ORDER BY sequence ${direction}`;
  return [
    // A later version of a row has the same of what is asked for.
    `WITH versions AS (SELECT DISTINCT ON (sequence) r.* FROM namespace n CROSS JOIN ${LAYERS} ` +
      `CROSS JOIN LATERAL (SELECT generation, sequence, octet_length(data) AS bytes FROM ${table} ` +
      `WHERE generation = layer.generation AND sequence > greatest($2, n.${table}_floor) AND sequence < $3${where} ${order} LIMIT $4) r ` +
      `WHERE n.name = $1 ${order}, layer.depth), ` +
      `sized AS (SELECT v.*, count(*) OVER () AS found, sum(bytes) OVER (${order}) - bytes AS before FROM (SELECT * FROM versions ${order} LIMIT $4) v) ` +
      `SELECT t.*, s.bytes, s.found FROM sized s CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE generation = s.generation AND sequence = s.sequence OFFSET 0) t ` +
      `WHERE s.before < $5 ORDER BY s.sequence ${direction}`,
    asked.map(({ value }) => value),
  ];
};

interface Found {
  readonly bytes: number;
  readonly found: number;
}

type Range = readonly [low: number, high: number];

/** Rows of one request or one message are found by an index, wherever they are. */
const isIndexed = (conditions: Conditions): boolean =>
  conditions.some(([column, value]) => value !== undefined && column.endsWith("_id"));

/** The next part of a range, beginning where its rows do, seen from the side that is asked for; both ends are exclusive. */
const nextRange = async (
  { pool, namespace, table }: Pick<Selection<never, never>, "pool" | "namespace" | "table">,
  isNewest: boolean,
  range: Range,
): Promise<Range | undefined> => {
  const end = isNewest ? "max" : "min";
  const { rows } = await ask<{ first: number | null }>(
    pool,
    `SELECT ${end}(r.sequence) AS first FROM namespace n CROSS JOIN ${LAYERS} ` +
      `CROSS JOIN LATERAL (SELECT ${end}(sequence) AS sequence FROM ${table} ` +
      `WHERE generation = layer.generation AND sequence > greatest($2, n.${table}_floor) AND sequence < $3) r WHERE n.name = $1`,
    [namespace, ...range],
  );
  const first = rows[0]?.first ?? undefined;
  if (first === undefined) return undefined;
  return isNewest ? [Math.max(0, first - span), first + 1] : [first - 1, first + span];
};

const everything = 2 ** 52;

/** The part of the rest that one statement reads. */
const partOf = <F, T>(selection: Selection<F, T>, isNewest: boolean, rest: Range): Promise<Range | undefined> =>
  isIndexed(selection.conditions) ? Promise.resolve(rest) : nextRange(selection, isNewest, rest);

const beginning = ({ after, order }: PageQuery): Range =>
  order === "newest" ? [0, after ?? everything] : [after ?? 0, everything];

/** What is left of the rest behind a part of it. */
const behind = (part: Range, isNewest: boolean): Range => (isNewest ? [0, part[0] + 1] : [part[1] - 1, everything]);

const walk = async <F extends QueryResultRow, T>(selection: Selection<F, T>, query: PageQuery): Promise<Page<T>> => {
  const { pool, namespace, table, conditions, of } = selection;
  const isNewest = query.order === "newest";
  const [text, values] = select(table, conditions, isNewest);
  // As much as one turn of the event loop reads, and no more than the page takes.
  const sizes = [Math.min(query.limit + 1, SLICE_ROWS), Math.min(query.bytes ?? PAGE_BYTES, SLICE_BYTES) + 1] as const;
  const built = buildPage<T>(query);
  let rest = beginning(query);
  for (;;) {
    const part = query.signal?.aborted ? undefined : await partOf(selection, isNewest, rest);
    if (part === undefined) return built.page();
    const { rows } = await readInTurn(pool, namespace, () =>
      ask<F & Found>(pool, text, [namespace, ...part, ...sizes, ...values]),
    );
    for (const fields of rows) if (!built.add(of(fields), fields.bytes)) return built.page();
    const last = rows.at(-1);
    if (last !== undefined && (rows.length < last.found || rows.length === sizes[0]))
      rest = beginning({ ...query, after: of(last).sequence });
    else if (part === rest) return built.page();
    else rest = behind(part, isNewest);
  }
};

export const listMessages = (
  pool: Pool,
  namespace: string,
  { q, ...filter }: MessageFilter,
  page: PageQuery,
): Promise<Page<MessageRecord>> => {
  const conditions: Conditions = [
    ["request_id", asStored(filter.requestId)],
    // PostgreSQL takes no NUL, and no messageId has one.
    ["message_id", filter.messageId?.replaceAll("\0", "?")],
    ["channel", filter.channel],
    ["super_app", filter.customerBelongsTo],
  ];
  const read = (query: PageQuery) =>
    walk<MessageFields, MessageRecord>({ pool, namespace, table: "message", conditions, of: messageOf }, query);
  return searched({ namespace, q, texts: messageTexts, read }, page);
};

export const listAttempts = (
  pool: Pool,
  namespace: string,
  { q, ...filter }: AttemptFilter,
  page: PageQuery,
): Promise<Page<AttemptRecord>> => {
  const conditions: Conditions = [
    ["request_id", asStored(filter.requestId)],
    ["operation", filter.operation],
  ];
  const read = (query: PageQuery) =>
    walk<AttemptFields, AttemptRecord>({ pool, namespace, table: "attempt", conditions, of: attemptOf }, query);
  return searched({ namespace, q, texts: attemptTexts, read }, page);
};
