import type { AttemptRecord } from "../../model/attempt.js";
import type { MessageRecord } from "../../model/message.js";
import type { AttemptFilter, EventPage, MessageFilter, Page, PageQuery, Sequenced, StoreEvent } from "../store.js";
import type { RowLog } from "./row-log.js";
import type { World } from "./world.js";

const page = <T>(log: RowLog<T>, { after = 0, limit }: PageQuery, matches: (row: T) => boolean): Page<T> => {
  const rows: Sequenced<T>[] = [];
  for (const row of log.after(after)) {
    if (!matches(row)) continue;
    if (rows.length === limit) return { rows, next: rows.at(-1)?.sequence ?? after };
    rows.push(row);
  }
  return { rows };
};

export const pageMessages = (world: World, filter: MessageFilter, query: PageQuery): Page<MessageRecord> => {
  const { requestId, messageId, channel, customerBelongsTo } = filter;
  return page(
    world.rows.messages,
    query,
    (row) =>
      (requestId === undefined || row.requestId === requestId) &&
      (messageId === undefined || row.messageId === messageId) &&
      (channel === undefined || row.channel === channel) &&
      (customerBelongsTo === undefined || row.customerBelongsTo === customerBelongsTo),
  );
};

export const pageAttempts = (world: World, filter: AttemptFilter, query: PageQuery): Page<AttemptRecord> => {
  const { operation, requestId } = filter;
  return page(
    world.rows.attempts,
    query,
    (row) =>
      (operation === undefined || row.operation === operation) &&
      (requestId === undefined || row.requestId === requestId),
  );
};

const attemptEvent = (world: World, attempt: Sequenced<AttemptRecord>): StoreEvent => {
  const { sequence } = attempt;
  const message = world.rows.messages.at(sequence);
  return message ? { type: "attempt", sequence, attempt, message } : { type: "attempt", sequence, attempt };
};

/** The first `limit` of each kind are enough to have the first `limit` of all. */
const first = <T>(rows: Generator<T>, limit: number): T[] => {
  const taken: T[] = [];
  for (const row of rows) {
    if (taken.length === limit) break;
    taken.push(row);
  }
  return taken;
};

export const pageEvents = (world: World, after: number | undefined, limit: number): EventPage => {
  const { rows, sequence } = world;
  if (after === undefined) return { events: [], last: sequence, gap: false };
  const gap = after > sequence || after < Math.max(rows.attempts.forgotten, rows.controls.forgotten);
  const events: StoreEvent[] = first(rows.attempts.after(after), limit).map((attempt) => attemptEvent(world, attempt));
  for (const row of first(rows.deliveries.after(after), limit)) {
    const message = rows.messages.at(row.message);
    const attempt = rows.attempts.at(row.message);
    if (message) events.push({ type: "delivery", sequence: row.sequence, message, ...(attempt && { attempt }) });
  }
  for (const row of first(rows.controls.after(after), limit)) events.push({ type: "control", ...row });
  events.sort((left, right) => left.sequence - right.sequence);
  const full = events.length > limit;
  events.length = Math.min(events.length, limit);
  return { events, last: full ? (events.at(-1)?.sequence ?? after) : sequence, gap };
};
