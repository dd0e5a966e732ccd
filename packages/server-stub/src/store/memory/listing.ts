import type { AttemptRecord } from "../../model/attempt.js";
import type { MessageRecord } from "../../model/message.js";
import type { AttemptFilter, EventPage, MessageFilter, Page, PageQuery, Sequenced, StoreEvent } from "../store.js";
import { SLICE_BYTES, buildPage } from "../page.js";
import { attemptTexts, messageTexts, searched } from "../search.js";
import type { RowLog } from "./row-log.js";
import type { World } from "./world.js";
import { inTurn, nextTurn } from "../../model/turns.js";

/** Rows that one turn of the event loop looks at. */
const turn = 5000;

const page = async <T>(
  { namespace, log }: { readonly namespace: string; readonly log: RowLog<T> },
  query: PageQuery,
  matches: (row: T) => boolean,
): Promise<Page<T>> => {
  const built = buildPage<T>(query);
  let seen = 0;
  let bytes = 0;
  // At once, unless others read.
  await inTurn(namespace, () => {});
  for (const row of query.order === "newest" ? log.before(query.after) : log.after(query.after ?? 0)) {
    if (seen === turn || bytes > SLICE_BYTES) {
      await nextTurn(namespace);
      if (query.signal?.aborted) break;
      seen = 0;
      bytes = 0;
    }
    seen += 1;
    if (!matches(row)) continue;
    const size = Buffer.byteLength(JSON.stringify(row));
    if (!built.add(row, size)) break;
    bytes += size;
  }
  return built.page();
};

export const pageMessages = (world: World, filter: MessageFilter, query: PageQuery): Promise<Page<MessageRecord>> => {
  const { requestId, messageId, channel, customerBelongsTo, q } = filter;
  const matches = (row: MessageRecord): boolean =>
    (requestId === undefined || row.requestId === requestId) &&
    (messageId === undefined || row.messageId === messageId) &&
    (channel === undefined || row.channel === channel) &&
    (customerBelongsTo === undefined || row.customerBelongsTo === customerBelongsTo);
  const { state, rows } = world;
  const read = (asked: PageQuery) => page({ namespace: state.name, log: rows.messages }, asked, matches);
  return searched({ namespace: state.name, q, texts: messageTexts, read }, query);
};

export const pageAttempts = (world: World, filter: AttemptFilter, query: PageQuery): Promise<Page<AttemptRecord>> => {
  const { operation, requestId, q } = filter;
  const matches = (row: AttemptRecord): boolean =>
    (operation === undefined || row.operation === operation) &&
    (requestId === undefined || row.requestId === requestId);
  const { state, rows } = world;
  const read = (asked: PageQuery) => page({ namespace: state.name, log: rows.attempts }, asked, matches);
  return searched({ namespace: state.name, q, texts: attemptTexts, read }, query);
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

/** How many of the first events make a page; one at least. */
const fitting = (events: readonly StoreEvent[], limit: number): number => {
  let bytes = 0;
  for (const [index, event] of events.entries()) {
    bytes += Buffer.byteLength(JSON.stringify(event));
    if (index === limit || (index > 0 && bytes > SLICE_BYTES)) return index;
  }
  return events.length;
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
  const most = fitting(events, limit);
  const full = events.length > most;
  events.length = most;
  return { events, last: full ? (events.at(-1)?.sequence ?? after) : sequence, gap };
};
