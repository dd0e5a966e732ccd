import type { Fields } from "../../model/fields.js";
import type { AttemptRecord } from "../../model/attempt.js";
import type { Delivery, MessageRecord } from "../../model/message.js";
import { inTurn } from "../../model/turns.js";
import { SLICE_BYTES, buildPage } from "../page.js";
import { attemptTexts, messageTexts, searched } from "../search.js";
import { storable } from "../storable.js";
import type { AttemptFilter, MessageFilter, Page, PageQuery, Sequenced } from "../store.js";
import type { Connection } from "./connection.js";
import { firstSequence, rowAt, sequencesOf, sequencesOfMessage, walkRows } from "./layered.js";
import { requestHash } from "./lookup-table.js";
import type { Namespace } from "./namespaces.js";
import { sequenceOf } from "./row.js";

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
  /** Already among the conditions. */
  readonly requestId: string | undefined;
  readonly messageId?: string | undefined;
  readonly conditions: Conditions;
  readonly of: (fields: Fields) => Sequenced<T>;
}

/** Sequences that one turn of the event loop walks over at most. */
const span = 2048;

const conditionsOf = (conditions: Conditions) => {
  const asked = conditions.flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]));
  return { where: asked.map(({ column }) => ` AND ${column} = ?`).join(""), values: asked.map(({ value }) => value) };
};

export const bytesOf = (fields: Fields): number => Buffer.byteLength(String(fields["data"]));

/** Rows of one requestId come by the lookup table, one message by the index of its id. */
const candidates = <T>({ connection, requestId, messageId }: Selection<T>, namespace: Namespace): readonly number[] =>
  messageId === undefined
    ? sequencesOf(connection, namespace, requestHash(requestId ?? ""))
    : sequencesOfMessage(connection, namespace, messageId);

const pick = <T>(selection: Selection<T>, namespace: Namespace, query: PageQuery): Page<T> => {
  const { connection, table, conditions, of } = selection;
  const asked = conditions.filter(([, value]) => value !== undefined);
  const sequences = candidates(selection, namespace);
  const isNewest = query.order === "newest";
  const built = buildPage<T>(query);
  for (const sequence of isNewest ? sequences : sequences.toReversed()) {
    if (query.after !== undefined && (isNewest ? sequence >= query.after : sequence <= query.after)) continue;
    const fields = rowAt(connection, namespace, { table, sequence });
    if (fields === undefined || asked.some(([column, value]) => fields[column] !== value)) continue;
    if (!built.add(of(fields), bytesOf(fields))) break;
  }
  return built.page();
};

/** All others by walking the namespace's range, a slice in each turn of the event loop. */
const walk = async <T>(selection: Selection<T>, query: PageQuery): Promise<Page<T>> => {
  const { connection, name, table, conditions, of } = selection;
  const { commits, namespaces } = connection;
  const { where, values } = conditionsOf(conditions);
  const isNewest = query.order === "newest";
  const built = buildPage<T>(query);
  let after = query.after ?? (isNewest ? Number.MAX_SAFE_INTEGER : 0);

  /** True when there is nothing more to read. */
  const slice = (): boolean => {
    const namespace = namespaces.require(name);
    const last = namespace.sequence + 1;
    const rest = isNewest ? { low: 0, high: Math.min(after, last) } : { low: after, high: last };
    const from = firstSequence(connection, namespace, { table, isNewest, ...rest });
    if (from === undefined) return true;
    const part = isNewest ? { low: Math.max(0, from - span), high: from + 1 } : { low: from - 1, high: from + span };
    let bytes = 0;
    for (const fields of walkRows(connection, namespace, { table, columns: "*", isNewest, where, values, ...part })) {
      const row = of(fields);
      const size = bytesOf(fields);
      if (!built.add(row, size)) return true;
      after = row.sequence;
      bytes += size;
      if (bytes > SLICE_BYTES) return false;
    }
    after = isNewest ? part.low + 1 : part.high - 1;
    return false;
  };
  while (!query.signal?.aborted && !(await inTurn(name, () => commits.run(slice))));
  return built.page();
};

const select = async <T>(selection: Selection<T>, query: PageQuery): Promise<Page<T>> => {
  const { requestId, messageId, connection, name } = selection;
  const isWalk = messageId === undefined && (requestId === undefined || requestId === storable(""));
  if (isWalk) return walk(selection, query);
  return inTurn(name, () => connection.commits.run(() => pick(selection, connection.namespaces.require(name), query)));
};

const asStored = (text: string | undefined): string | undefined => (text === undefined ? undefined : storable(text));

export const listMessages = (
  connection: Connection,
  name: string,
  { q, ...filter }: MessageFilter,
  page: PageQuery,
): Promise<Page<MessageRecord>> => {
  const { messageId } = filter;
  const requestId = asStored(filter.requestId);
  const conditions: Conditions = [
    ["message_id", messageId],
    ["request_id", requestId],
    ["channel", filter.channel],
    ["super_app", filter.customerBelongsTo],
  ];
  const read = (query: PageQuery) =>
    select({ connection, name, table: "message", requestId, messageId, conditions, of: messageOf }, query);
  return searched({ namespace: name, q, texts: messageTexts, read }, page);
};

export const listAttempts = (
  connection: Connection,
  name: string,
  { q, ...filter }: AttemptFilter,
  page: PageQuery,
): Promise<Page<AttemptRecord>> => {
  const requestId = asStored(filter.requestId);
  const conditions: Conditions = [
    ["operation", filter.operation],
    ["request_id", requestId],
  ];
  const read = (query: PageQuery) =>
    select({ connection, name, table: "attempt", requestId, conditions, of: attemptOf }, query);
  return searched({ namespace: name, q, texts: attemptTexts, read }, page);
};
