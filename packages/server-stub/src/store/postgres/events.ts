import type { Pool, QueryResultRow } from "pg";
import { StaleRevisionError } from "../errors.js";
import { type Stretch, mergeStretches } from "../event-page.js";
import { SLICE_BYTES } from "../page.js";
import type { ControlChange, EventPage, StoreEvent } from "../store.js";
import { ask } from "./connection.js";
import { LAYERS, visible } from "./layers.js";
import { type AttemptFields, type MessageFields, attemptOf, messageOf } from "./listing.js";
import { readInTurn } from "./read-turns.js";
import type { NamespaceFields } from "./states.js";

interface ControlFields {
  readonly sequence: number;
  readonly change: ControlChange;
  readonly at: number;
}

/** A kind of event: of each layer the first rows as `r`, and all of them with `place` and `bytes`. */
interface Kind<F> {
  /** Of one layer: those that no higher one hides, by `place`. */
  readonly rows: string;
  /** Of the first rows of all layers. */
  readonly text: string;
  readonly of: (fields: F) => StoreEvent;
}

interface Counted {
  readonly place: number;
  readonly found: number;
}

const row = (table: "attempt" | "message"): string =>
  `(SELECT * FROM ${table} WHERE generation = r.generation AND sequence = r.sequence OFFSET 0)`;

/** What goes with a row of the other table: the topmost version that is not forgotten. */
const attemptOfRow = `LEFT JOIN namespaced n ON true LEFT JOIN LATERAL ${visible("attempt", "r.sequence")} a ON true`;
const messageOfRow = `LEFT JOIN namespaced n ON true LEFT JOIN LATERAL ${visible("message", "r.sequence")} m ON true`;

const isHidden = (table: "attempt" | "message"): string =>
  `EXISTS (SELECT 1 FROM ${table} u WHERE u.generation = ANY(n.chain[:(layer.depth - 1)::integer]) AND u.sequence = ${table}.sequence)`;

const attempts: Kind<AttemptFields & { message_delivery: string | null; message_data: string | null }> = {
  rows:
    "SELECT generation, sequence, sequence AS place FROM attempt WHERE generation = layer.generation " +
    `AND sequence > greatest($4, n.attempt_floor) AND sequence <= $5 AND NOT ${isHidden("attempt")} ORDER BY sequence LIMIT $6`,
  text:
    "SELECT a.*, m.delivery AS message_delivery, m.data AS message_data, r.place, octet_length(a.data) + coalesce(octet_length(m.data), 0) AS bytes " +
    `FROM firsts r CROSS JOIN LATERAL ${row("attempt")} a ${messageOfRow}`,
  of: (fields) => {
    const { sequence, message_delivery: delivery, message_data: data } = fields;
    const base = { type: "attempt", sequence, attempt: attemptOf(fields) } as const;
    if (delivery === null || data === null) return base;
    return { ...base, message: messageOf({ sequence, changed: null, delivery, data }) };
  },
};

const deliveries: Kind<MessageFields & { attempt_data: string | null }> = {
  rows:
    "SELECT generation, sequence, changed AS place FROM message WHERE generation = layer.generation " +
    `AND changed > $4 AND changed <= $5 AND sequence > n.message_floor AND NOT ${isHidden("message")} ORDER BY changed LIMIT $6`,
  text:
    "SELECT m.*, a.data AS attempt_data, r.place, octet_length(m.data) + coalesce(octet_length(a.data), 0) AS bytes " +
    `FROM firsts r CROSS JOIN LATERAL ${row("message")} m ${attemptOfRow}`,
  of: (fields) => {
    const { sequence, changed, attempt_data: data } = fields;
    const base = { type: "delivery", sequence: changed ?? 0, message: messageOf(fields) } as const;
    return data === null ? base : { ...base, attempt: attemptOf({ sequence, data }) };
  },
};

const controls: Kind<ControlFields> = {
  rows:
    "SELECT sequence, change, at, sequence AS place FROM control WHERE generation = layer.generation " +
    "AND sequence > $4 AND sequence <= $5 ORDER BY sequence LIMIT $6",
  text: "SELECT r.*, 50 AS bytes FROM firsts r",
  of: ({ sequence, change, at }) => ({ type: "control", sequence, change, at }),
};

/** The layers that there were when the page was begun, with what of them is forgotten. */
type Place = readonly [chain: readonly number[], messageFloor: number, attemptFloor: number];

/** @param range the sequences between which to look, and how many events are enough */
const read = async <F extends QueryResultRow>(
  pool: Pool,
  { rows: ofLayer, text, of }: Kind<F>,
  place: Place,
  range: readonly number[],
): Promise<Stretch> => {
  const { rows } = await ask<F & Counted>(
    pool,
    "WITH namespaced AS (SELECT $1::bigint[] AS chain, $2::bigint AS message_floor, $3::bigint AS attempt_floor), " +
      `firsts AS (SELECT r.* FROM namespaced n CROSS JOIN ${LAYERS} CROSS JOIN LATERAL (${ofLayer}) r ORDER BY r.place LIMIT $6) ` +
      "SELECT * FROM (SELECT r.*, count(*) OVER () AS found, sum(bytes) OVER (ORDER BY place) - bytes AS before " +
      `FROM (${text}) r) s WHERE before < $7 ORDER BY place`,
    [...place, ...range, SLICE_BYTES],
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
  const { rows } = await ask<
    { sequence: number; swept: number } & Pick<NamespaceFields, "chain" | "message_floor" | "attempt_floor">
  >(
    pool,
    "SELECT n.chain, n.message_floor, n.attempt_floor, p.sequence, p.swept FROM namespace n JOIN progress p ON p.top = n.generation WHERE n.name = $1",
    [namespace],
  );
  const [progress] = rows;
  if (progress === undefined) throw new StaleRevisionError(namespace);
  const { sequence, swept } = progress;
  if (after === undefined) return { events: [], last: sequence, gap: false };
  const place: Place = [progress.chain, progress.message_floor, progress.attempt_floor];
  const range = [after, sequence, limit + 1];
  const stretches = await Promise.all([
    readInTurn(pool, namespace, () => read(pool, attempts, place, range)),
    readInTurn(pool, namespace, () => read(pool, deliveries, place, range)),
    readInTurn(pool, namespace, () => read(pool, controls, place, range)),
  ]);
  return mergeStretches(stretches, { after, limit, sequence, swept });
};
