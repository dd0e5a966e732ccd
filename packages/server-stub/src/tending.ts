import type { Logger } from "pino";
import { durationOf } from "./platform/duration.js";
import type { Ground } from "./platform/ground.js";
import { startDelivery } from "./super-app/delivery.js";
import type { NamespaceState, Store, SweepPlan } from "./store/store.js";

/** Rows that a namespace keeps. Enough for a day's work; few enough for months. */
const KEPT = { messages: 100_000, attempts: 50_000, controls: 1000 };

const EVERY = 60_000;

const planFor =
  (ground: Ground) =>
  (state: NamespaceState): SweepPlan => {
    const now = ground.now() + state.clockOffset;
    const { idempotencyRetention, namespaceRetention } = state.config.policies;
    const plan = { ...KEPT, now, answersSince: now - durationOf(idempotencyRetention) };
    return state.name === "default" ? plan : { ...plan, unusedSince: ground.now() - durationOf(namespaceRetention) };
  };

export interface Tending {
  readonly close: () => Promise<void>;
}

/** Takes messages to the super apps, and sweeps what is too old or too much once a minute. */
export const startTending = ({
  store,
  ground,
  logger,
}: {
  store: Store;
  ground: Ground;
  logger?: Logger | undefined;
}): Tending => {
  const delivery = startDelivery({ store, now: ground.now, random: Math.random, onError: ground.onStoreError });
  let running: Promise<void> = Promise.resolve();
  const sweep = async (): Promise<void> => {
    try {
      const dropped = await store.sweep(planFor(ground));
      if (dropped > 0) logger?.info({ dropped }, "unused namespaces were dropped");
    } catch (error) {
      ground.onStoreError(error);
    }
  };
  const timer = setInterval(() => {
    running = running.then(sweep);
  }, EVERY);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await delivery.close();
      await running;
    },
  };
};
