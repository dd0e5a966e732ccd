import type { AttemptRecord } from "../../model/attempt.js";
import type { Delivery, MessageRecord } from "../../model/message.js";
import { storable } from "../storable.js";
import type {
  AttemptFilter,
  ControlChange,
  EventPage,
  MessageFilter,
  Page,
  PageQuery,
  Sequenced,
  StoreEvent,
} from "../store.js";
import type { Connection } from "./connection.js";
import { findRows, requestHash } from "./lookup-table.js";
import type { Namespace } from "./namespaces.js";
import { rowOf, sequenceOf } from "./row.js";

type Fields = Readonly<Record<string, unknown>>;

export const messageOf = (fields: Fields): Sequenced<MessageRecord> => {
  const record: MessageRecord = JSON.parse(String(fields["data"]));
  const delivery: Delivery = JSON.parse(String(fields["delivery"]));
  return { ...record, delivery, sequence: sequenceOf(Number(fields["row"])) };
};

const attemptOf = (fields: Fields): Sequenced<AttemptRecord> => {
  const record: AttemptRecord = JSON.parse(String(fields["data"]));
  return { ...record, sequence: sequenceOf(Number(fields["row"])) };
};

const pageOf = <T>(found: readonly Fields[], limit: number, read: (fields: Fields) => Sequenced<T>): Page<T> => {
  const rows = found.slice(0, limit).map(read);
  const last = rows.at(-1);
  return found.length > limit && last !== undefined ? { rows, next: last.sequence } : { rows };
};

/** Conditions with their values; only what is asked for. */
type Conditions = readonly (readonly [column: string, value: string | undefined])[];

interface Selection {
  readonly connection: Connection;
  readonly namespace: Namespace;
  readonly table: "attempt" | "message";
  readonly requestId: string | undefined;
  readonly conditions: Conditions;
  readonly page: PageQuery;
}

/** Rows of one requestId come by the lookup table, all others by walking the namespace's range. */
const select = ({ connection, namespace, table, requestId, conditions, page }: Selection): Fields[] => {
  const { sql, lookups } = connection;
  const asked = [...conditions, ["request_id", requestId] as const].flatMap(([column, value]) =>
    value === undefined ? [] : [{ column, value }],
  );
  const where = asked.map(({ column }) => ` AND ${column} = ?`).join("");
  const values = asked.map(({ value }) => value);
  const after = rowOf(namespace.generation, page.after ?? 0);
  if (requestId === undefined || requestId === storable("")) {
    return sql(`SELECT * FROM ${table} WHERE row > ? AND row < ?${where} ORDER BY row LIMIT ?`).all(
      after,
      rowOf(namespace.generation + 1, 0),
      ...values,
      page.limit + 1,
    );
  }
  const found: Fields[] = [];
  const one = sql(`SELECT * FROM ${table} WHERE row = ?${where}`);
  for (const row of findRows(sql, lookups, requestHash(requestId), namespace.generation).toReversed()) {
    const fields = row > after ? one.get(row, ...values) : undefined;
    if (fields !== undefined) found.push(fields);
    if (found.length > page.limit) break;
  }
  return found;
};

const asStored = (text: string | undefined): string | undefined => (text === undefined ? undefined : storable(text));

export const listMessages = (
  connection: Connection,
  namespace: Namespace,
  filter: MessageFilter,
  page: PageQuery,
): Page<MessageRecord> => {
  const conditions: Conditions = [
    ["message_id", filter.messageId],
    ["channel", filter.channel],
    ["super_app", filter.customerBelongsTo],
  ];
  const requestId = asStored(filter.requestId);
  return pageOf(
    select({ connection, namespace, table: "message", requestId, conditions, page }),
    page.limit,
    messageOf,
  );
};

export const listAttempts = (
  connection: Connection,
  namespace: Namespace,
  filter: AttemptFilter,
  page: PageQuery,
): Page<AttemptRecord> => {
  const conditions: Conditions = [["operation", filter.operation]];
  const requestId = asStored(filter.requestId);
  return pageOf(
    select({ connection, namespace, table: "attempt", requestId, conditions, page }),
    page.limit,
    attemptOf,
  );
};

const attemptEvent = ({ sql }: Connection, fields: Fields): StoreEvent => {
  const attempt = attemptOf(fields);
  const base = { type: "attempt", sequence: attempt.sequence, attempt } as const;
  const message = sql("SELECT * FROM message WHERE row = ?").get(Number(fields["row"]));
  return message === undefined ? base : { ...base, message: messageOf(message) };
};

const attemptEvents = (connection: Connection, low: number, high: number, limit: number): StoreEvent[] =>
  connection
    .sql("SELECT * FROM attempt WHERE row > ? AND row < ? ORDER BY row LIMIT ?")
    .all(low, high, limit)
    .map((fields) => attemptEvent(connection, fields));

const deliveryEvents = ({ sql }: Connection, low: number, high: number, limit: number): StoreEvent[] =>
  sql("SELECT * FROM message WHERE changed_row > ? AND changed_row < ? ORDER BY changed_row LIMIT ?")
    .all(low, high, limit)
    .map((fields): StoreEvent => {
      const attempt = sql("SELECT * FROM attempt WHERE row = ?").get(Number(fields["row"]));
      const sequence = sequenceOf(Number(fields["changed_row"]));
      const message = messageOf(fields);
      const event = { type: "delivery", sequence, message } as const;
      return attempt ? Object.assign(event, { attempt: attemptOf(attempt) }) : event;
    });

const changes: readonly ControlChange[] = ["config", "faults", "clock", "reset", "snapshot", "restore"];
const controlChange = (text: unknown): ControlChange => changes.find((change) => change === text) ?? "config";

const controlEvents = ({ sql }: Connection, low: number, high: number, limit: number): StoreEvent[] =>
  sql("SELECT * FROM control WHERE row > ? AND row < ? ORDER BY row LIMIT ?")
    .all(low, high, limit)
    .map((fields) => ({
      type: "control",
      sequence: sequenceOf(Number(fields["row"])),
      change: controlChange(fields["change"]),
      at: Number(fields["at"]),
    }));

/** The first `limit` of each kind are enough to have the first `limit` of all. */
export const listEvents = (
  connection: Connection,
  { generation, sequence, swept }: Namespace,
  after: number | undefined,
  limit: number,
): EventPage => {
  if (after === undefined) return { events: [], last: sequence, gap: false };
  const low = rowOf(generation, after);
  const high = rowOf(generation + 1, 0);
  const events = [attemptEvents, deliveryEvents, controlEvents]
    .flatMap((read) => read(connection, low, high, limit + 1))
    .toSorted((left, right) => left.sequence - right.sequence);
  const first = events.slice(0, limit);
  const last = events.length > limit ? (first.at(-1)?.sequence ?? after) : sequence;
  return { events: first, last, gap: after > sequence || after < swept };
};
