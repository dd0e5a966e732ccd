import type { AttemptRecord } from "../../model/attempt.js";
import type { Delivery, MessageRecord } from "../../model/message.js";
import { SLICE_BYTES, buildPage } from "../page.js";
import { attemptTexts, messageTexts, searched } from "../search.js";
import { storable } from "../storable.js";
import type { AttemptFilter, MessageFilter, Page, PageQuery, Sequenced } from "../store.js";
import type { Connection } from "./connection.js";
import { findRows, requestHash } from "./lookup-table.js";
import type { Namespace } from "./namespaces.js";
import { rowOf, sequenceOf } from "./row.js";

export type Fields = Readonly<Record<string, unknown>>;

export const messageOf = (fields: Fields): Sequenced<MessageRecord> => {
  const record: MessageRecord = JSON.parse(String(fields["data"]));
  const delivery: Delivery = JSON.parse(String(fields["delivery"]));
  return { ...record, delivery, sequence: sequenceOf(Number(fields["row"])) };
};

export const attemptOf = (fields: Fields): Sequenced<AttemptRecord> => {
  const record: AttemptRecord = JSON.parse(String(fields["data"]));
  return { ...record, sequence: sequenceOf(Number(fields["row"])) };
};

/** Conditions with their values; only what is asked for. */
type Conditions = readonly (readonly [column: string, value: string | undefined])[];

interface Selection<T> {
  readonly connection: Connection;
  readonly name: string;
  readonly table: "attempt" | "message";
  readonly requestId: string | undefined;
  readonly conditions: Conditions;
  readonly of: (fields: Fields) => Sequenced<T>;
}

/** Sequences that one turn of the event loop walks over at most. */
const span = 2048;

const conditionsOf = (conditions: Conditions) => {
  const asked = conditions.flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]));
  return { where: asked.map(({ column }) => ` AND ${column} = ?`).join(""), values: asked.map(({ value }) => value) };
};

/** Rows of one requestId come by the lookup table. */
const selectRequest = <T>(selection: Selection<T>, namespace: Namespace, query: PageQuery): Page<T> => {
  const { connection, table, requestId = "", conditions, of } = selection;
  const { sql, lookups } = connection;
  const { where, values } = conditionsOf([...conditions, ["request_id", requestId]]);
  const one = sql(`SELECT *, octet_length(data) AS bytes FROM ${table} WHERE row = ?${where}`);
  const rows = findRows(sql, lookups, requestHash(requestId), namespace.generation);
  const isNewest = query.order === "newest";
  const built = buildPage<T>(query);
  for (const row of isNewest ? rows : rows.toReversed()) {
    const sequence = sequenceOf(row);
    if (query.after !== undefined && (isNewest ? sequence >= query.after : sequence <= query.after)) continue;
    const fields = one.get(row, ...values);
    if (fields !== undefined && !built.add(of(fields), Number(fields["bytes"]))) break;
  }
  return built.page();
};

/** All others by walking the namespace's range, a slice in each turn of the event loop. */
const walk = async <T>(
  { connection, name, table, conditions, of }: Selection<T>,
  query: PageQuery,
): Promise<Page<T>> => {
  const { sql, commits, namespaces } = connection;
  const { where, values } = conditionsOf(conditions);
  const isNewest = query.order === "newest";
  const [end, direction] = isNewest ? (["max", "DESC"] as const) : (["min", "ASC"] as const);
  const built = buildPage<T>(query);
  let after = query.after ?? (isNewest ? Number.MAX_SAFE_INTEGER : 0);

  /** True when there is nothing more to read. */
  const slice = (): boolean => {
    const { generation, sequence: last } = namespaces.require(name);
    const [lowest, highest] = isNewest ? [0, Math.min(after, last + 1)] : [after, last + 1];
    const range = [rowOf(generation, lowest), rowOf(generation, highest)] as const;
    const first = sql(`SELECT ${end}(row) AS row FROM ${table} WHERE row > ? AND row < ?`).get(...range)?.["row"];
    if (typeof first !== "number") return true;
    const from = sequenceOf(first);
    const [low, high] = isNewest ? [Math.max(0, from - span), from + 1] : [from - 1, from + span];
    let bytes = 0;
    for (const fields of sql(
      `SELECT *, octet_length(data) AS bytes FROM ${table} WHERE row > ? AND row < ?${where} ORDER BY row ${direction}`,
    ).iterate(rowOf(generation, low), rowOf(generation, high), ...values)) {
      const row = of(fields);
      if (!built.add(row, Number(fields["bytes"]))) return true;
      after = row.sequence;
      bytes += Number(fields["bytes"]);
      if (bytes > SLICE_BYTES) return false;
    }
    after = isNewest ? low + 1 : high - 1;
    return false;
  };
  while (!(await commits.run(slice)));
  return built.page();
};

const select = async <T>(selection: Selection<T>, query: PageQuery): Promise<Page<T>> => {
  const { requestId, connection, name } = selection;
  if (requestId === undefined || requestId === storable("")) {
    return walk({ ...selection, conditions: [...selection.conditions, ["request_id", requestId]] }, query);
  }
  return connection.commits.run(() => selectRequest(selection, connection.namespaces.require(name), query));
};

const asStored = (text: string | undefined): string | undefined => (text === undefined ? undefined : storable(text));

export const listMessages = (
  connection: Connection,
  name: string,
  { q, ...filter }: MessageFilter,
  page: PageQuery,
): Promise<Page<MessageRecord>> => {
  const conditions: Conditions = [
    ["message_id", filter.messageId],
    ["channel", filter.channel],
    ["super_app", filter.customerBelongsTo],
  ];
  const requestId = asStored(filter.requestId);
  const read = (query: PageQuery) =>
    select({ connection, name, table: "message", requestId, conditions, of: messageOf }, query);
  return searched({ q, texts: messageTexts, read }, page);
};

export const listAttempts = (
  connection: Connection,
  name: string,
  { q, ...filter }: AttemptFilter,
  page: PageQuery,
): Promise<Page<AttemptRecord>> => {
  const conditions: Conditions = [["operation", filter.operation]];
  const requestId = asStored(filter.requestId);
  const read = (query: PageQuery) =>
    select({ connection, name, table: "attempt", requestId, conditions, of: attemptOf }, query);
  return searched({ q, texts: attemptTexts, read }, page);
};
