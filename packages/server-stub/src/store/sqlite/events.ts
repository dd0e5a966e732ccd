import { SLICE_BYTES } from "../page.js";
import type { ControlChange, EventPage, StoreEvent } from "../store.js";
import type { Connection } from "./connection.js";
import { type Fields, attemptOf, messageOf } from "./listing.js";
import type { Namespace } from "./namespaces.js";
import { rowOf, sequenceOf } from "./row.js";

/** Rows of one kind in their order. What lies beyond `until` may not be all. */
interface Stretch {
  readonly events: readonly StoreEvent[];
  readonly until: number;
}

interface Asked {
  readonly connection: Connection;
  readonly low: number;
  readonly high: number;
  readonly limit: number;
}

/** Reads until there are enough rows, or enough bytes. */
const stretch = (
  rows: Iterable<Fields>,
  limit: number,
  read: (fields: Fields) => readonly [StoreEvent, number],
): Stretch => {
  const events: StoreEvent[] = [];
  let bytes = 0;
  for (const fields of rows) {
    const [event, size] = read(fields);
    const isFull = events.length === limit || (events.length > 0 && bytes + size > SLICE_BYTES);
    if (isFull) return { events, until: events.at(-1)?.sequence ?? 0 };
    events.push(event);
    bytes += size;
  }
  return { events, until: Number.POSITIVE_INFINITY };
};

const bytesOf = (...rows: readonly (Fields | undefined)[]): number =>
  rows.reduce((sum, fields) => sum + Number(fields?.["bytes"] ?? 0), 0);

const one = (table: "attempt" | "message"): string =>
  `SELECT *, octet_length(data) AS bytes FROM ${table} WHERE row = ?`;

const attemptEvents = ({ connection: { sql }, low, high, limit }: Asked): Stretch => {
  const rows = sql("SELECT *, octet_length(data) AS bytes FROM attempt WHERE row > ? AND row < ? ORDER BY row").iterate(
    low,
    high,
  );
  return stretch(rows, limit, (fields) => {
    const attempt = attemptOf(fields);
    const base = { type: "attempt", sequence: attempt.sequence, attempt } as const;
    const message = sql(one("message")).get(Number(fields["row"]));
    return [message ? { ...base, message: messageOf(message) } : base, bytesOf(fields, message)];
  });
};

const deliveryEvents = ({ connection: { sql }, low, high, limit }: Asked): Stretch => {
  const rows = sql(
    "SELECT *, octet_length(data) AS bytes FROM message WHERE changed_row > ? AND changed_row < ? ORDER BY changed_row",
  ).iterate(low, high);
  return stretch(rows, limit, (fields) => {
    const sequence = sequenceOf(Number(fields["changed_row"]));
    const base = { type: "delivery", sequence, message: messageOf(fields) } as const;
    const attempt = sql(one("attempt")).get(Number(fields["row"]));
    return [attempt ? { ...base, attempt: attemptOf(attempt) } : base, bytesOf(fields, attempt)];
  });
};

const changes: readonly ControlChange[] = ["config", "faults", "clock", "reset", "snapshot", "restore"];
const controlChange = (text: unknown): ControlChange => changes.find((change) => change === text) ?? "config";

const controlEvents = ({ connection: { sql }, low, high, limit }: Asked): Stretch =>
  stretch(sql("SELECT * FROM control WHERE row > ? AND row < ? ORDER BY row").iterate(low, high), limit, (fields) => {
    const sequence = sequenceOf(Number(fields["row"]));
    return [{ type: "control", sequence, change: controlChange(fields["change"]), at: Number(fields["at"]) }, 50];
  });

/** The first `limit` of each kind are enough to have the first `limit` of all. */
export const listEvents = (
  connection: Connection,
  { generation, sequence, swept }: Namespace,
  after: number | undefined,
  limit: number,
): EventPage => {
  if (after === undefined) return { events: [], last: sequence, gap: false };
  const asked = { connection, low: rowOf(generation, after), high: rowOf(generation + 1, 0), limit };
  const stretches = [attemptEvents, deliveryEvents, controlEvents].map((read) => read(asked));
  const until = Math.min(...stretches.map((part) => part.until));
  const events = stretches
    .flatMap((part) => part.events)
    .filter((event) => event.sequence <= until)
    .toSorted((left, right) => left.sequence - right.sequence);
  const first = events.slice(0, limit);
  const isCut = events.length > limit || Number.isFinite(until);
  return {
    events: first,
    last: isCut ? (first.at(-1)?.sequence ?? after) : sequence,
    gap: after > sequence || after < swept,
  };
};
