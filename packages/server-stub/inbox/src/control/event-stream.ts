import { namespaceAddress } from "./address.js";
import type { Attempt, Message } from "./rows.js";

type Listeners = {
  readonly opened: () => void;
  readonly lost: () => void;
  readonly attempt: (attempt: Attempt, message: Message | undefined) => void;
  readonly delivery: (message: Message, attempt: Attempt | undefined) => void;
  /** What was changed by whomever, or `resync` when events were missed. */
  readonly changed: (what: string) => void;
};

// Each event has some of these: `spec/control.openapi.yaml` says which.
type Data = { readonly attempt?: Attempt; readonly message?: Message; readonly changed?: string };

const dataOf = (event: Event): Data =>
  event instanceof MessageEvent && typeof event.data === "string" ? JSON.parse(event.data) : {};

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
      const { attempt, message } = dataOf(event);
      if (attempt !== undefined) listeners.attempt(attempt, message);
    });
    opened.addEventListener("delivery", (event) => {
      const { message, attempt } = dataOf(event);
      if (message !== undefined) listeners.delivery(message, attempt);
    });
    opened.addEventListener("control", (event) => listeners.changed(dataOf(event).changed ?? ""));
    opened.addEventListener("resync", () => listeners.changed("resync"));
  };

  open();
  return () => {
    clearTimeout(timer);
    stream?.close();
  };
};
