import { presentAttempt, presentMessage, isoTime } from "./present.js";
import type { Store, StoreEvent } from "../store/store.js";

const KEEP_ALIVE = 15_000;
const PAGE = 200;

const dataOf = (event: StoreEvent): object => {
  if (event.type === "control") return { changed: event.change, at: isoTime(event.at) };
  if (event.type === "delivery") return { message: presentMessage(event.message) };
  const attempt = presentAttempt(event.attempt);
  return event.message ? { attempt, message: presentMessage(event.message) } : { attempt };
};

const block = (id: number, event: string, data: object): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/**
 * Events of a namespace as server-sent events, from `after` on, or from now on. Pages are read only as fast as the reader
 * takes them, so a slow reader costs no memory.
 */
export const eventStream = (
  store: Store,
  namespace: string,
  after: number | undefined,
  closing: AbortSignal,
): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  let last = after;
  let isChanged = true;
  let isOver = false;
  let wake = (): void => {};
  let timer: ReturnType<typeof setInterval> | undefined;
  let isIdle = false;

  const stop = store.watch((changed) => {
    if (changed !== namespace) return;
    isChanged = true;
    wake();
  });

  const end = (): void => {
    isOver = true;
    stop();
    clearInterval(timer);
    closing.removeEventListener("abort", end);
    wake();
  };
  closing.addEventListener("abort", end);

  const read = async (): Promise<string> => {
    const page = await store.events(namespace, last, PAGE);
    const text = page.events.map((event) => block(event.sequence, event.type, dataOf(event))).join("");
    last = page.last;
    if (page.events.length > 0) isChanged = true;
    return page.gap ? block(page.last, "resync", {}) : text;
  };

  const next = async (): Promise<string> => {
    for (;;) {
      if (isOver) return "";
      if (isChanged) {
        isChanged = false;
        const text = await read();
        if (text !== "") return text;
        continue;
      }
      isIdle = true;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      isIdle = false;
    }
  };

  return new ReadableStream<Uint8Array>({
    start: async (controller) => {
      if (last === undefined) ({ last } = await store.events(namespace, undefined, 1));
      controller.enqueue(encoder.encode("retry: 1000\n\n"));
      timer = setInterval(() => {
        // Only while nothing else is on its way.
        if (isIdle) controller.enqueue(encoder.encode(": still here\n\n"));
      }, KEEP_ALIVE);
      timer.unref?.();
    },
    pull: async (controller) => {
      const text = await next();
      if (isOver) controller.close();
      else controller.enqueue(encoder.encode(text));
    },
    cancel: end,
  });
};
