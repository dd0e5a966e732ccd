import { watchChanges } from "../store/change-signal.js";
import type { EventPage, Store, StoreEvent } from "../store/store.js";
import { isoTime, presentAttempt, presentMessage } from "./present.js";

/** Shows that the connection lives, in ms. */
const KEEP_ALIVE = 15_000;
const PAGE = 200;

const dataOf = (event: StoreEvent): object => {
  if (event.type === "control") return { changed: event.change, at: isoTime(event.at) };
  if (event.type === "delivery") {
    return { ...(event.attempt && { attempt: presentAttempt(event.attempt) }), message: presentMessage(event.message) };
  }
  const attempt = presentAttempt(event.attempt);
  return event.message ? { attempt, message: presentMessage(event.message) } : { attempt };
};

const block = (id: number, event: string, data: object): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const textOf = ({ events, gap, last }: EventPage): string =>
  gap ? block(last, "resync", {}) : events.map((event) => block(event.sequence, event.type, dataOf(event))).join("");

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
  let isIdle = false;
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
    await within(namespace, async () => {}).catch(() => {});
    if (isIdle && !changes.isOver()) controller.enqueue(encoder.encode(": still here\n\n"));
  };

  const next = async (): Promise<string> => {
    while (!changes.isOver()) {
      const page = await read(last);
      last = page.last;
      const text = textOf(page);
      if (text !== "") return text;
      isIdle = true;
      await changes.next();
      isIdle = false;
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
