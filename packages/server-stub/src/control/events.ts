import type { Delivery } from "../model/message.js";
import { watchChanges } from "../store/change-signal.js";
import type { EventPage, Store, StoreEvent } from "../store/store.js";
import { isoTime, presentAttempt, presentMessage } from "./present.js";
import { clearInterval, setInterval } from "../model/real-time.js";
import { nextTurn } from "../model/turns.js";

/** Shows that the connection lives, in ms: readers take a stub for lost that says nothing for some such times. */
const KEEP_ALIVE = 5000;
const PING = "event: ping\ndata: {}\n\n";
const NONE: ReadonlyMap<string, Delivery> = new Map();
const PAGE = 200;

/** What an event tells, with how far the delivery of each message is. */
const dataOf = (event: StoreEvent, deliveries: ReadonlyMap<string, Delivery>): object => {
  if (event.type === "control") return { changed: event.change, at: isoTime(event.at) };
  const { attempt, message } = event;
  const messageId = attempt?.messageId;
  const delivery = message?.delivery ?? (messageId === undefined ? undefined : deliveries.get(messageId));
  return {
    ...(attempt && { attempt: presentAttempt(attempt, delivery) }),
    ...(message && { message: presentMessage(message) }),
  };
};

const block = (id: number, event: string, data: object): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Replays name a message that was taken before. */
const replayedIds = (events: readonly StoreEvent[]): string[] =>
  events.flatMap((event) => (event.type === "attempt" && !event.message ? (event.attempt.messageId ?? []) : []));

const textOf = async (store: Store, namespace: string, { events, gap, last }: EventPage): Promise<string> => {
  if (gap) return block(last, "resync", {});
  const messageIds = replayedIds(events);
  const deliveries = messageIds.length === 0 ? NONE : await store.deliveries(namespace, messageIds);
  return events.map((event) => block(event.sequence, event.type, dataOf(event, deliveries))).join("");
};

export interface EventSource {
  readonly store: Store;
  readonly namespace: string;
  /** Enters the namespace, which keeps it from being dropped, and asks. */
  readonly within: <T>(namespace: string, ask: () => Promise<T>) => Promise<T>;
  /** Sequence of the last event that was seen. */
  readonly after: number;
  /** Ends the stream. */
  readonly closing: AbortSignal;
}

/** Server-sent events. A page is read when the reader has taken the one before, so a slow reader costs no memory. */
export const eventStream = ({ store, namespace, within, after, closing }: EventSource): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  const changes = watchChanges(store, namespace);
  let last = after;
  let timer: NodeJS.Timeout | undefined;

  const end = (): void => {
    clearInterval(timer);
    closing.removeEventListener("abort", end);
    changes.end();
  };
  if (closing.aborted) end();
  closing.addEventListener("abort", end);

  const read = (from: number): Promise<EventPage> => within(namespace, () => store.events(namespace, from, PAGE));

  const stayAlive = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    // A reader that is behind gets none: it has enough to read, and pings would pile up.
    if ((controller.desiredSize ?? 0) > 0 && !changes.isOver()) controller.enqueue(encoder.encode(PING));
    await within(namespace, async () => {}).catch(() => {});
  };

  const next = async (): Promise<string> => {
    while (!changes.isOver()) {
      const page = await read(last);
      last = page.last;
      // A store in this process and a reader that keeps up would go on for ever without a turn for anybody else.
      await nextTurn(namespace);
      const text = await textOf(store, namespace, page);
      if (text !== "") return text;
      await changes.next();
    }
    return "";
  };

  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encoder.encode("retry: 1000\n\n"));
      timer = setInterval(() => void stayAlive(controller), KEEP_ALIVE);
      timer.unref();
    },
    pull: async (controller) => {
      // Whoever reads comes back when the stream ends, and is told then what is the matter with the store.
      const text = await next().catch(end);
      if (text === undefined || changes.isOver()) controller.close();
      else controller.enqueue(encoder.encode(text));
    },
    cancel: end,
  });
};
