import { afterEach, beforeEach } from "vitest";
import type { AttemptRecord } from "../../model/attempt.js";
import { DEFAULT_CONFIG } from "../../model/config.js";
import type { MessageRecord } from "../../model/message.js";
import type { Applied, AttemptQuery, Decision, Facts, Store, StoredAnswer } from "../store.js";

/** Makes a store with nothing in it; the suite closes it. */
export type StoreFactory = () => Promise<Store>;

export const NAMESPACE = "default";
export const NOW = 1_800_000_000_000;

/** Of a sweep that minds rows alone. */
export const EVERYTHING = { messages: 1e15, attempts: 1e15, answers: 1e15 };

export const attemptRecord = (requestId: string, change: Partial<AttemptRecord> = {}): AttemptRecord => ({
  at: NOW,
  operation: "sendMessage",
  requestId,
  clientId: "C1",
  decidedBy: "delivery",
  result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
  messageId: `M-${requestId}`,
  request: { method: "POST", uri: "/v2/miniprogram/message/send", headers: {}, body: '{"requestId":"…"}' },
  response: { status: 200, body: "{}" },
  ...change,
});

export const messageRecord = (requestId: string, change: Partial<MessageRecord> = {}): MessageRecord => ({
  at: NOW,
  messageId: `M-${requestId}`,
  requestId,
  operation: "sendMessage",
  channel: "SMS",
  customerBelongsTo: "GCASH",
  customerId: "U1",
  appId: "A1",
  templateCode: "T1",
  language: "en-US",
  content: { content: `héllo 🛵 ${requestId}` },
  delivery: { status: "delivered", at: NOW },
  ...change,
});

export const answer = (requestId: string, change: Partial<StoredAnswer> = {}): StoredAnswer => ({
  at: NOW,
  fingerprint: "f",
  resultCode: "SUCCESS",
  messageId: `M-${requestId}`,
  body: `{"messageId":"M-${requestId}"}`,
  ...change,
});

/** A store with the namespace `default`, fresh for each test. */
export interface Bench {
  readonly store: Store;
  query(change?: Partial<AttemptQuery>): AttemptQuery;
  /** `decide` may return facts beside the decision, to be looked at. */
  attempt<T extends object>(
    change: Partial<AttemptQuery>,
    decide: (facts: Facts) => Decision & T,
  ): Promise<Applied<Decision & T>>;
  /** Takes a message, as a first request with this requestId does. */
  take(requestId: string, change?: Partial<Decision>): Promise<number>;
}

export const useBench = (factory: StoreFactory): Bench => {
  let current: Store | undefined;
  const bench: Bench = {
    get store() {
      if (!current) throw new Error("the store is open inside of tests only");
      return current;
    },
    query: (change = {}) => ({
      namespace: NAMESPACE,
      revision: bench.store.peek(change.namespace ?? NAMESPACE)?.revision ?? 0,
      usedAt: NOW,
      counters: [],
      faults: [],
      ...change,
    }),
    attempt: async (change, decide) => bench.store.attempt(bench.query(change), decide),
    take: async (requestId, change = {}) => {
      const { sequence } = await bench.attempt({ key: requestId }, () => ({
        attempt: attemptRecord(requestId),
        message: messageRecord(requestId),
        store: answer(requestId),
        ...change,
      }));
      return sequence;
    },
  };
  beforeEach(async () => {
    current = await factory();
    await current.open();
    await current.ensure(NAMESPACE, DEFAULT_CONFIG, NOW);
  });
  afterEach(async () => {
    await current?.close();
  });
  return bench;
};
