import { namespaceAddress } from "./address.js";
import type { Attempt, Message } from "./rows.js";

type ControlEvent = { readonly changed?: string };

type Listeners = {
  readonly opened: () => void;
  readonly lost: () => void;
  readonly attempt: (data: { readonly attempt: Attempt; readonly message?: Message }) => void;
  readonly delivery: (message: Message) => void;
  readonly control: (change: ControlEvent) => void;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const dataOf = (event: Event): Record<string, unknown> => {
  const data: unknown = event instanceof MessageEvent && typeof event.data === "string" ? JSON.parse(event.data) : null;
  return isRecord(data) ? data : {};
};

const longestPause = 5000;

/**
 * Follows a namespace's events. The browser resumes with `Last-Event-ID` by itself; it gives up when the stub answers
 * with an error, and then this opens a new stream after a growing pause.
 *
 * @returns closes the stream.
 */
export const followEvents = (namespace: string, listeners: Listeners): (() => void) => {
  let stream: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = 500;

  const open = (): void => {
    const opened = new EventSource(namespaceAddress(namespace, "events"));
    stream = opened;
    opened.addEventListener("open", () => {
      pause = 500;
      listeners.opened();
    });
    opened.addEventListener("error", () => {
      listeners.lost();
      if (opened.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, longestPause);
    });
    opened.addEventListener("attempt", (event) => {
      listeners.attempt(dataOf(event) as { attempt: Attempt; message?: Message });
    });
    opened.addEventListener("delivery", (event) => {
      const data = dataOf(event);
      listeners.delivery((data["message"] ?? data) as Message);
    });
    opened.addEventListener("control", (event) => {
      listeners.control(dataOf(event) as ControlEvent);
    });
  };

  open();
  return () => {
    clearTimeout(timer);
    stream?.close();
  };
};
