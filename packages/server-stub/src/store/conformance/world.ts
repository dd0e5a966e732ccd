import { afterEach, beforeEach } from "vitest";
import { DEFAULT_CONFIG } from "../../model/config.js";
import type { Applied, AttemptQuery, Decision, Facts, Store } from "../store.js";

/** Makes a store with nothing in it; the suite closes it. */
export type StoreFactory = () => Promise<Store>;
import { NAMESPACE, NOW, answer, attemptRecord, messageRecord } from "./records.js";

export { EVERYTHING, NAMESPACE, NOW, answer, attemptRecord, messageRecord } from "./records.js";

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
