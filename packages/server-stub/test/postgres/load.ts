import type { Stub } from "../../src/stub/stub.js";
import { type Attempted, send } from "../process/sender.js";

const SENDERS = 16;

/** Messages that are sent while something happens. */
export interface Load {
  /** The messageIds of what was taken, by requestId. */
  readonly acknowledged: ReadonlyMap<string, string | undefined>;
  readonly statuses: readonly string[];
  /** Resolves once so many more have been taken. */
  more(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** Sends from many sides, to each stub in turn, until it is told to stop. */
export const startLoad = (...stubs: readonly Stub[]): Load => {
  const acknowledged = new Map<string, string | undefined>();
  const statuses: string[] = [];
  const stopping = new AbortController();
  const sendAll = async (sender: number): Promise<void> => {
    for (let nth = 0; !stopping.signal.aborted; nth += 1) {
      const id = `s${sender}-${nth}`;
      const stub = stubs[(sender + nth) % stubs.length];
      const { status, messageId }: Attempted = await send("http://stub.local", id, stub?.fetch);
      statuses.push(status);
      if (status === "S") acknowledged.set(id, messageId);
    }
  };
  const ended = Promise.all(Array.from({ length: SENDERS }, (_, sender) => sendAll(sender)));
  return {
    acknowledged,
    statuses,
    more: async (count) => {
      const enough = acknowledged.size + count;
      while (acknowledged.size < enough) await new Promise((resolve) => void setTimeout(resolve, 5));
    },
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
};

/** What was acknowledged and is not there, or is there as another message, and what is there twice; by requestId. */
export const findLost = async (stub: Stub, { acknowledged }: Load): Promise<readonly string[]> => {
  const messages = await stub.messages();
  const found = new Map(messages.map(({ requestId, messageId }) => [requestId, messageId]));
  const lost = [...acknowledged].filter(([id, messageId]) => found.get(id) !== messageId).map(([id]) => id);
  const twice = messages.filter(({ requestId, messageId }) => found.get(requestId) !== messageId);
  return [...lost, ...twice.map(({ requestId }) => requestId)];
};
