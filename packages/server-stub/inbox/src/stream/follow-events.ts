import { namespaceAddress } from "../control/address.js";
import type { Attempt, Message } from "../control/rows.js";
import { readEvents, type StreamNews } from "./event-stream.js";
import { followThroughLeader } from "./through-leader.js";
import { followThroughWorker } from "./through-worker.js";

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

const handlers: Readonly<Record<string, (data: Data, listeners: Listeners) => void>> = {
  attempt: ({ attempt, message }, listeners) => {
    if (attempt !== undefined) listeners.attempt(attempt, message);
  },
  delivery: ({ message, attempt }, listeners) => {
    if (message !== undefined) listeners.delivery(message, attempt);
  },
  control: ({ changed = "" }, listeners) => listeners.changed(changed),
  resync: (_, listeners) => listeners.changed("resync"),
};

const way = (): typeof readEvents => {
  if ("SharedWorker" in globalThis) return followThroughWorker;
  return "locks" in navigator && "BroadcastChannel" in globalThis ? followThroughLeader : readEvents;
};

/**
 * Follows a namespace's events, with one connection for all tabs of the browser: in a worker that they share, else in the
 * tab that holds a lock.
 *
 * @returns ends it for this tab.
 */
export const followEvents = (namespace: string, listeners: Listeners): (() => void) => {
  const hear = (news: StreamNews): void => {
    if (news.kind === "opened") listeners.opened();
    else if (news.kind === "lost") listeners.lost();
    else handlers[news.type]?.(JSON.parse(news.data), listeners);
  };
  return way()(namespaceAddress(namespace, "events"), hear);
};
