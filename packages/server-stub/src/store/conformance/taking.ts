import type { MessageRecord } from "../../model/message.js";
import type { Facts, Store } from "../store.js";
import { NAMESPACE, NOW, answer, attemptRecord, messageRecord } from "./records.js";

export interface Taking {
  readonly namespace?: string;
  /** What is not to be as in every message. */
  readonly message?: Partial<MessageRecord>;
}

/** Takes a message as the platform does: the first request with this id leaves its rows, every other one finds the answer. */
export const take = (store: Store, id: string, { namespace = NAMESPACE, message = {} }: Taking = {}) =>
  store.attempt(
    {
      namespace,
      revision: store.peek(namespace)?.revision ?? 0,
      usedAt: NOW,
      key: id,
      counters: [],
      faults: [],
    },
    ({ stored }: Facts) => ({
      stored,
      ...(stored === undefined && {
        attempt: attemptRecord(id),
        message: messageRecord(id, message),
        store: answer(id),
      }),
    }),
  );

/** The requestIds of what a namespace has. */
export const idsOf = async (store: Store, namespace = NAMESPACE): Promise<string[]> =>
  (await store.messages(namespace, {}, { limit: 1000 })).rows.map(({ requestId }) => requestId);

/** A message whose text has so many characters. */
export const takeLarge = (store: Store, id: string, length: number) =>
  take(store, id, { message: { content: { content: "x".repeat(length) } } });
