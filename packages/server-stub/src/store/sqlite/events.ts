import type { Fields } from "../../model/fields.js";
import { type Stretch, mergeStretches } from "../event-page.js";
import { SLICE_BYTES } from "../page.js";
import type { ControlChange, EventPage, StoreEvent } from "../store.js";
import type { Connection } from "./connection.js";
import { isHidden, rowAt, walkRows } from "./layered.js";
import { attemptOf, messageOf } from "./listing.js";
import type { Namespace } from "./namespaces.js";
import { rowOf, sequenceOf } from "./row.js";

interface Asked {
  readonly connection: Connection;
  readonly namespace: Namespace;
  readonly after: number;
  readonly limit: number;
}

type Read = (fields: Fields) => readonly [event: StoreEvent, bytes: number] | undefined;

/** Reads until there are enough rows, or enough bytes. */
const stretch = (rows: Iterable<Fields>, limit: number, read: Read): Stretch => {
  const events: StoreEvent[] = [];
  let bytes = 0;
  for (const fields of rows) {
    const [event, size] = read(fields) ?? [];
    if (event === undefined || size === undefined) continue;
    const isFull = events.length === limit || (events.length > 0 && bytes + size > SLICE_BYTES);
    if (isFull) return { events, until: events.at(-1)?.sequence ?? 0 };
    events.push(event);
    bytes += size;
  }
  return { events, until: Number.POSITIVE_INFINITY };
};

const bytesOf = (...rows: readonly (Fields | undefined)[]): number =>
  rows.reduce((sum, fields) => sum + (fields === undefined ? 0 : Buffer.byteLength(String(fields["data"]))), 0);

const attemptEvents = ({ connection, namespace, after, limit }: Asked): readonly Stretch[] => {
  const range = { low: after, high: namespace.sequence + 1 };
  const rows = walkRows(connection, namespace, { table: "attempt", columns: "*", ...range });
  const read: Read = (fields) => {
    const attempt = attemptOf(fields);
    const base = { type: "attempt", sequence: attempt.sequence, attempt } as const;
    const message = rowAt(connection, namespace, { table: "message", sequence: attempt.sequence });
    return [message ? { ...base, message: messageOf(message) } : base, bytesOf(fields, message)];
  };
  return [stretch(rows, limit, read)];
};

/** One stretch for each layer: a message that has changed again since lies in a higher one, and counts there. */
const deliveryEvents = ({ connection, namespace, after, limit }: Asked): readonly Stretch[] =>
  namespace.chain.map((generation, depth) => {
    const rows = connection
      .sql("SELECT * FROM message WHERE changed_row > ? AND changed_row < ? ORDER BY changed_row")
      .iterate(rowOf(generation, after), rowOf(generation + 1, 0));
    return stretch(rows, limit, (fields) => {
      const message = messageOf(fields);
      if (message.sequence <= namespace.tally.message.floor) return undefined;
      if (isHidden(connection, namespace, "message", { depth, sequence: message.sequence })) return undefined;
      const base = { type: "delivery", sequence: sequenceOf(Number(fields["changed_row"])), message } as const;
      const attempt = rowAt(connection, namespace, { table: "attempt", sequence: message.sequence });
      return [attempt ? { ...base, attempt: attemptOf(attempt) } : base, bytesOf(fields, attempt)];
    });
  });

const changes: readonly ControlChange[] = ["config", "faults", "clock", "reset", "snapshot", "restore"];
const controlChange = (text: unknown): ControlChange => changes.find((change) => change === text) ?? "config";

const controlEvents = ({ connection: { sql }, namespace, after, limit }: Asked): readonly Stretch[] =>
  namespace.chain.map((generation) => {
    const rows = sql("SELECT * FROM control WHERE row > ? AND row < ? ORDER BY row").iterate(
      rowOf(generation, after),
      rowOf(generation + 1, 0),
    );
    return stretch(rows, limit, (fields) => {
      const sequence = sequenceOf(Number(fields["row"]));
      return [{ type: "control", sequence, change: controlChange(fields["change"]), at: Number(fields["at"]) }, 50];
    });
  });

export const listEvents = (
  connection: Connection,
  namespace: Namespace,
  after: number | undefined,
  limit: number,
): EventPage => {
  const { sequence, swept } = namespace;
  if (after === undefined) return { events: [], last: sequence, gap: false };
  const asked = { connection, namespace, after, limit };
  const stretches = [attemptEvents, deliveryEvents, controlEvents].flatMap((read) => read(asked));
  return mergeStretches(stretches, { after, limit, sequence, swept });
};
