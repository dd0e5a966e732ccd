import type { Logger } from "pino";
import { durationOf } from "./platform/duration.js";
import type { Ground } from "./platform/ground.js";
import { startDelivery } from "./super-app/delivery.js";
import type { Delivery } from "./model/message.js";
import type { NamespaceState, OutboxEntry, Store, SweepPlan } from "./store/store.js";

/** Rows that a namespace keeps. Enough for a day's work; few enough for months. */
const KEPT = { messages: 100_000, attempts: 50_000, controls: 1000 };

const EVERY = 60_000;

/** Each costs some 10 kB of memory in every store, so beyond that many the ones unused for longest go early. */
const MOST_NAMESPACES = 50_000;

/** `crowdedSince`: real time before which an unused namespace goes, whatever its retention. */
const planFor =
  (ground: Ground, crowdedSince: number) =>
  (state: NamespaceState): SweepPlan => {
    const now = ground.now() + state.clockOffset;
    const { idempotencyRetention, namespaceRetention } = state.config.policies;
    const plan = { ...KEPT, now, answersSince: now - durationOf(idempotencyRetention) };
    if (state.name === "default") return plan;
    return { ...plan, unusedSince: Math.max(crowdedSince, ground.now() - durationOf(namespaceRetention)) };
  };

/** Sweeps a store; `most` namespaces stay besides those that were used in the last minute. Returns how many were dropped. */
export const sweep = async (ground: Ground, most = MOST_NAMESPACES): Promise<number> => {
  let count = 0;
  const dropped = await ground.store.sweep((state) => {
    count += 1;
    return planFor(ground, 0)(state);
  });
  const excess = count - dropped - most;
  if (excess <= 0) return dropped;
  const times = (await ground.store.namespaces()).map(({ lastUsedAt }) => lastUsedAt).toSorted((a, b) => a - b);
  // A store may write the time of the last use once a minute only.
  const crowdedSince = Math.min(times[excess] ?? 0, ground.now() - EVERY);
  return dropped + (await ground.store.sweep(planFor(ground, crowdedSince)));
};

export interface Tending {
  readonly close: () => Promise<void>;
}

export interface TendingOptions {
  readonly store: Store;
  readonly ground: Ground;
  readonly logger: Logger | undefined;
  /** Told of every attempt at a super app, by what has become of the message. */
  readonly onDelivery: (status: Delivery["status"]) => void;
}

/** Takes messages to the super apps, and sweeps what is too old or too much once a minute. */
export const startTending = ({ store, ground, logger, onDelivery }: TendingOptions): Tending => {
  const noteDelivery = ({ namespace, message }: OutboxEntry, { status, reason, attempts }: Delivery): void => {
    onDelivery(status);
    const { messageId, customerBelongsTo: superApp } = message;
    const level = status === "failed" ? "warn" : status === "queued" ? "info" : "debug";
    logger?.[level]({ namespace, messageId, superApp, attempts, reason }, `delivery: ${status}`);
  };
  const delivery = startDelivery({
    store,
    now: ground.now,
    random: Math.random,
    onError: ground.onStoreError,
    onDelivery: noteDelivery,
  });
  let running: Promise<void> = Promise.resolve();
  const sweepOnce = async (): Promise<void> => {
    try {
      const dropped = await sweep(ground);
      if (dropped > 0) logger?.info({ dropped }, "unused namespaces were dropped");
    } catch (error) {
      ground.onStoreError(error);
    }
  };
  const timer = setInterval(() => {
    running = running.then(sweepOnce);
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
