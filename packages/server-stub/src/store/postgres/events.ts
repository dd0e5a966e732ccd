import type { Pool, QueryResultRow } from "pg";
import { StaleRevisionError } from "../errors.js";
import { type Stretch, mergeStretches } from "../event-page.js";
import { SLICE_BYTES } from "../page.js";
import type { ControlChange, EventPage, StoreEvent } from "../store.js";
import { ask } from "./connection.js";
import { type AttemptFields, type MessageFields, attemptOf, messageOf } from "./listing.js";

interface ControlFields {
  readonly sequence: number;
  readonly change: ControlChange;
  readonly at: number;
}

/** A kind of event: its rows with `place`, their order, and `bytes`. */
interface Kind<F> {
  readonly text: string;
  readonly of: (fields: F) => StoreEvent;
}

interface Counted {
  readonly place: number;
  readonly found: number;
}

const attempts: Kind<AttemptFields & { message_delivery: string | null; message_data: string | null }> = {
  text:
    "SELECT a.*, m.delivery AS message_delivery, m.data AS message_data, a.sequence AS place, " +
    "octet_length(a.data) + coalesce(octet_length(m.data), 0) AS bytes FROM attempt a LEFT JOIN message m USING (generation, sequence) " +
    "WHERE a.generation = $1 AND a.sequence > $2 AND a.sequence <= $3",
  of: (fields) => {
    const { sequence, message_delivery: delivery, message_data: data } = fields;
    const base = { type: "attempt", sequence, attempt: attemptOf(fields) } as const;
    if (delivery === null || data === null) return base;
    return { ...base, message: messageOf({ sequence, changed: null, delivery, data }) };
  },
};

const deliveries: Kind<MessageFields & { attempt_data: string | null }> = {
  text:
    "SELECT m.*, a.data AS attempt_data, m.changed AS place, octet_length(m.data) + coalesce(octet_length(a.data), 0) AS bytes " +
    "FROM message m LEFT JOIN attempt a USING (generation, sequence) " +
    "WHERE m.generation = $1 AND m.changed > $2 AND m.changed <= $3",
  of: (fields) => {
    const { sequence, changed, attempt_data: data } = fields;
    const base = { type: "delivery", sequence: changed ?? 0, message: messageOf(fields) } as const;
    return data === null ? base : { ...base, attempt: attemptOf({ sequence, data }) };
  },
};

const controls: Kind<ControlFields> = {
  text: "SELECT *, sequence AS place, 50 AS bytes FROM control WHERE generation = $1 AND sequence > $2 AND sequence <= $3",
  of: ({ sequence, change, at }) => ({ type: "control", sequence, change, at }),
};

/** @param range generation, the sequences between which to look, and how many events are enough */
const read = async <F extends QueryResultRow>(
  pool: Pool,
  { text, of }: Kind<F>,
  range: readonly number[],
): Promise<Stretch> => {
  const { rows } = await ask<F & Counted>(
    pool,
    "SELECT * FROM (SELECT r.*, count(*) OVER () AS found, sum(bytes) OVER (ORDER BY place) - bytes AS before " +
      `FROM (${text} ORDER BY place LIMIT $4) r) s WHERE before < $5 ORDER BY place`,
    [...range, SLICE_BYTES],
  );
  const last = rows.at(-1);
  const isCut = last !== undefined && rows.length < last.found;
  return { events: rows.map(of), until: isCut ? last.place : Number.POSITIVE_INFINITY };
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
    "SELECT generation, sequence, swept FROM progress WHERE generation = (SELECT generation FROM namespace WHERE name = $1)",
    [namespace],
  );
  const [progress] = rows;
  if (progress === undefined) throw new StaleRevisionError(namespace);
  const { generation, sequence, swept } = progress;
  if (after === undefined) return { events: [], last: sequence, gap: false };
  const range = [generation, after, sequence, limit + 1];
  const stretches = await Promise.all([
    read(pool, attempts, range),
    read(pool, deliveries, range),
    read(pool, controls, range),
  ]);
  return mergeStretches(stretches, { after, limit, sequence, swept });
};
