import type { Pool } from "pg";
import type { AttemptRecord } from "../../model/attempt.js";
import type { Delivery, MessageRecord } from "../../model/message.js";
import { StaleRevisionError } from "../errors.js";
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
import { ask } from "./connection.js";

export interface MessageFields {
  readonly sequence: number;
  readonly changed: number | null;
  readonly delivery: string;
  readonly data: string;
}

interface AttemptFields {
  readonly sequence: number;
  readonly data: string;
}

interface ControlFields {
  readonly sequence: number;
  readonly change: ControlChange;
  readonly at: number;
}

export const messageOf = ({ sequence, delivery, data }: MessageFields): Sequenced<MessageRecord> => {
  const record: MessageRecord = JSON.parse(data);
  const current: Delivery = JSON.parse(delivery);
  return { ...record, delivery: current, sequence };
};

const attemptOf = ({ sequence, data }: AttemptFields): Sequenced<AttemptRecord> => {
  const record: AttemptRecord = JSON.parse(data);
  return { ...record, sequence };
};

const pageOf = <F, T>(found: readonly F[], limit: number, read: (fields: F) => Sequenced<T>): Page<T> => {
  const rows = found.slice(0, limit).map(read);
  const last = rows.at(-1);
  return found.length > limit && last !== undefined ? { rows, next: last.sequence } : { rows };
};

const ofNamespace = "generation = (SELECT generation FROM namespace WHERE name = $1)";
const asStored = (text: string | undefined): string | undefined => (text === undefined ? undefined : storable(text));

type Conditions = readonly (readonly [column: string, value: string | undefined])[];

const select = (table: "attempt" | "message", conditions: Conditions): [text: string, values: string[]] => {
  const asked = conditions.flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]));
  const where = asked.map(({ column }, index) => ` AND ${column} = $${index + 4}`).join("");
  return [
    `SELECT * FROM ${table} WHERE ${ofNamespace} AND sequence > $2${where} ORDER BY sequence LIMIT $3`,
    asked.map(({ value }) => value),
  ];
};

export const listMessages = async (
  pool: Pool,
  namespace: string,
  filter: MessageFilter,
  { after = 0, limit }: PageQuery,
): Promise<Page<MessageRecord>> => {
  const [text, values] = select("message", [
    ["request_id", asStored(filter.requestId)],
    // PostgreSQL takes no NUL, and no messageId has one.
    ["message_id", filter.messageId?.replaceAll("\0", "?")],
    ["channel", filter.channel],
    ["super_app", filter.customerBelongsTo],
  ]);
  const { rows } = await ask<MessageFields>(pool, text, [namespace, after, limit + 1, ...values]);
  return pageOf(rows, limit, messageOf);
};

export const listAttempts = async (
  pool: Pool,
  namespace: string,
  filter: AttemptFilter,
  { after = 0, limit }: PageQuery,
): Promise<Page<AttemptRecord>> => {
  const [text, values] = select("attempt", [
    ["request_id", asStored(filter.requestId)],
    ["operation", filter.operation],
  ]);
  const { rows } = await ask<AttemptFields>(pool, text, [namespace, after, limit + 1, ...values]);
  return pageOf(rows, limit, attemptOf);
};

const eventsBetween = async (pool: Pool, generation: number, range: readonly number[]): Promise<StoreEvent[]> => {
  const values = [generation, ...range];
  const [attempts, deliveries, controls] = await Promise.all([
    ask<AttemptFields & { message_delivery: string | null; message_data: string | null }>(
      pool,
      "SELECT a.*, m.delivery AS message_delivery, m.data AS message_data FROM attempt a LEFT JOIN message m USING (generation, sequence) " +
        "WHERE a.generation = $1 AND a.sequence > $2 AND a.sequence <= $3 ORDER BY a.sequence LIMIT $4",
      values,
    ),
    ask<MessageFields & { attempt_data: string | null }>(
      pool,
      "SELECT m.*, a.data AS attempt_data FROM message m LEFT JOIN attempt a USING (generation, sequence) " +
        "WHERE m.generation = $1 AND m.changed > $2 AND m.changed <= $3 ORDER BY m.changed LIMIT $4",
      values,
    ),
    ask<ControlFields>(
      pool,
      "SELECT * FROM control WHERE generation = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence LIMIT $4",
      values,
    ),
  ]);
  return [
    ...attempts.rows.map((fields): StoreEvent => {
      const { sequence, message_delivery: delivery, message_data: data } = fields;
      const base = { type: "attempt", sequence, attempt: attemptOf(fields) } as const;
      if (delivery === null || data === null) return base;
      return Object.assign(base, { message: messageOf({ sequence, changed: null, delivery, data }) });
    }),
    ...deliveries.rows.map((fields): StoreEvent => {
      const { sequence, changed, attempt_data: data } = fields;
      const base = { type: "delivery", sequence: changed ?? 0, message: messageOf(fields) } as const;
      return data === null ? base : Object.assign(base, { attempt: attemptOf({ sequence, data }) });
    }),
    ...controls.rows.map(({ sequence, change, at }): StoreEvent => ({ type: "control", sequence, change, at })),
  ];
};

/** Everything up to the sequence that is read first is committed, so nothing can slip in behind the answer. */
export const listEvents = async (
  pool: Pool,
  namespace: string,
  after: number | undefined,
  limit: number,
): Promise<EventPage> => {
  const { rows } = await ask<{ generation: number; sequence: number; swept: number }>(
    pool,
    `SELECT generation, sequence, swept FROM progress WHERE ${ofNamespace}`,
    [namespace],
  );
  const [progress] = rows;
  if (progress === undefined) throw new StaleRevisionError(namespace);
  const { generation, sequence, swept } = progress;
  if (after === undefined) return { events: [], last: sequence, gap: false };
  const events = await eventsBetween(pool, generation, [after, sequence, limit + 1]);
  events.sort((left, right) => left.sequence - right.sequence);
  const first = events.slice(0, limit);
  const last = events.length > limit ? (first.at(-1)?.sequence ?? after) : sequence;
  return { events: first, last, gap: after > sequence || after < swept };
};
