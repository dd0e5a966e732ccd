import { CLOSED } from "../model/closed.js";
import type { Logger } from "../model/logger.js";
import type { Dependencies } from "../platform/dependencies.js";
import { registryOf } from "../platform/registry.js";
import { startDelivery } from "../super-app/delivery.js";
import type { Delivery } from "../model/message.js";
import { BYTE_LIMITS, ROW_LIMITS } from "../store/limits.js";
import type { Forgotten, NamespaceState, OutboxEntry, Store, SweepPlan } from "../store/store.js";
import { createDeliveryLog } from "./delivery-log.js";
import { keepWhole } from "./whole-limit.js";
import { clearInterval, clearTimeout, setInterval, setTimeout } from "../model/real-time.js";

const EVERY = 60_000;

/** So many changes may make a store much larger than a minute ago. */
const LOOK_EVERY = 20_000;

/** So long after its retention a namespace is surely unused. */
const SOON = 50;

/** Each costs some 10 kB of memory in every store, so beyond that many the ones unused for longest go early. */
const MOST_NAMESPACES = 50_000;

/** `crowdedSince`: real time before which an unused namespace goes, whatever its retention. */
export const planFor =
  (dependencies: Dependencies, crowdedSince: number) =>
  (state: NamespaceState): SweepPlan => {
    const now = dependencies.now() + state.clockOffset;
    const { retention, namespaceRetention } = registryOf(state.config);
    const bytes = BYTE_LIMITS[dependencies.store.kind];
    const plan = { ...ROW_LIMITS, bytes, now, answersSince: now - retention };
    if (state.name === "default") return plan;
    return { ...plan, unusedSince: Math.max(crowdedSince, dependencies.now() - namespaceRetention) };
  };

const retentionOf = ({ config }: NamespaceState): number => registryOf(config).namespaceRetention;

/** What a sweep has done, and when the next one is due. */
export interface Swept {
  /** How many namespaces went. */
  readonly dropped: number;
  /** Shortest retention of those that are not `default`, in ms. */
  readonly shortest: number;
  readonly forgotten: readonly Forgotten[];
}

/** Sweeps a store; `most` namespaces stay besides those that were used in the last minute. */
export const sweep = async (
  dependencies: Dependencies,
  { most = MOST_NAMESPACES, stop }: { readonly most?: number; readonly stop?: AbortSignal } = {},
): Promise<Swept> => {
  let count = 0;
  let shortest = Number.POSITIVE_INFINITY;
  const { dropped, forgotten } = await dependencies.store.sweep((state) => {
    count += 1;
    if (state.name !== "default") shortest = Math.min(shortest, retentionOf(state));
    return planFor(dependencies, 0)(state);
  }, stop);
  const excess = stop?.aborted ? 0 : count - dropped - most;
  if (excess <= 0) return { dropped, shortest, forgotten };
  const times = (await dependencies.store.namespaces()).map(({ lastUsedAt }) => lastUsedAt).toSorted((a, b) => a - b);
  // A store may write the time of the last use once a minute only.
  const crowdedSince = Math.min(times[excess] ?? 0, dependencies.now() - EVERY);
  const again = await dependencies.store.sweep(planFor(dependencies, crowdedSince), stop);
  return { dropped: dropped + again.dropped, shortest, forgotten: [...forgotten, ...again.forgotten] };
};

export interface Housekeeping {
  readonly close: () => Promise<void>;
}

export interface HousekeepingOptions {
  readonly store: Store;
  readonly dependencies: Dependencies;
  readonly logger: Logger | undefined;
  /** Called for every attempt at a super app, by what has become of the message. */
  readonly onDelivery: (status: Delivery["status"]) => void;
}

/** Takes messages to the super apps, and sweeps what is too old or too much once a minute. */
export const startHousekeeping = ({ store, dependencies, logger, onDelivery }: HousekeepingOptions): Housekeeping => {
  const logDelivery = createDeliveryLog(logger);
  const noteDelivery = (entry: OutboxEntry, outcome: Delivery): void => {
    onDelivery(outcome.status);
    logDelivery(entry, outcome);
  };
  const delivery = startDelivery({
    store,
    now: dependencies.now,
    random: Math.random,
    onError: dependencies.onStoreError,
    onDelivery: noteDelivery,
  });
  const closing = new AbortController();
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  let early: NodeJS.Timeout | undefined;
  const sweepOnce = async (): Promise<void> => {
    try {
      const { dropped, shortest, forgotten } = await sweep(dependencies, { stop: closing.signal });
      if (dropped > 0) logger?.info({ dropped }, "unused namespaces were dropped");
      const whole = await keepWhole(store, planFor(dependencies, 0), closing.signal);
      for (const lost of whole.dropped) {
        logger?.warn(
          lost,
          "snapshots of a namespace went, the oldest first: the store is full, and the namespace takes more than its share",
        );
      }
      for (const lost of [...forgotten, ...whole.forgotten]) {
        logger?.warn(
          lost,
          "the oldest rows of a namespace were forgotten: there were too many, or they were too large",
        );
      }
      sweepAfter(shortest);
    } catch (error) {
      dependencies.onStoreError(error);
    }
  };
  /** What is let go while a sweep is under way may be past it already. */
  const sweepSoon = (): void => {
    isAskedAgain = running !== undefined;
    running ??= sweepOnce().finally(() => {
      running = undefined;
      if (isAskedAgain && !closing.signal.aborted) sweepSoon();
    });
  };
  const timer = setInterval(sweepSoon, EVERY).unref();

  /** A namespace that is to go in less than a minute goes on time. */
  const sweepAfter = (retention: number): void => {
    if (retention >= EVERY || early || closing.signal.aborted) return;
    const sweepEarly = (): void => {
      early = undefined;
      sweepSoon();
    };
    early = setTimeout(sweepEarly, retention + SOON).unref();
  };
  let changes = 0;
  const stopWatching = store.watch((name) => {
    changes += 1;
    if (store.isOverfull(name) || changes % LOOK_EVERY === 0) sweepSoon();
    const state = name === "default" ? undefined : store.peek(name);
    if (state) sweepAfter(retentionOf(state));
  });
  return {
    close: async () => {
      clearInterval(timer);
      clearTimeout(early);
      closing.abort(CLOSED);
      stopWatching();
      await delivery.close();
      await running;
    },
  };
};
