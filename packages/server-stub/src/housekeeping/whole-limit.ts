import { BYTE_LIMITS } from "../store/limits.js";
import type { Forgotten, NamespaceRow, NamespaceState, Store, SweepPlan } from "../store/store.js";

/** What had to go so that the whole store is small enough. */
export interface Kept {
  readonly snapshots: number;
  readonly forgotten: readonly Forgotten[];
}

/** The largest size that all namespaces may have so that their sum is at most so many bytes. */
export const fairShare = (sizes: readonly number[], most: number): number => {
  let left = most;
  const sorted = sizes.toSorted((a, b) => a - b);
  for (const [index, size] of sorted.entries()) {
    const share = left / (sorted.length - index);
    if (size > share) return share;
    left -= size;
  }
  return Number.POSITIVE_INFINITY;
};

/** Messages are worth more than the journal, and the answers to repeated requests as much. */
const within = (plan: SweepPlan, share: number): SweepPlan => {
  const { messages, attempts, answers } = plan.bytes;
  return {
    ...plan,
    bytes: {
      messages: Math.min(messages, share / 2),
      attempts: Math.min(attempts, share / 4),
      answers: Math.min(answers, share / 4),
    },
  };
};

const total = (rows: readonly NamespaceRow[]): number => rows.reduce((sum, { bytes }) => sum + bytes, 0);

/** Beyond the limit of the whole store the oldest snapshots go, and then the oldest rows of the largest namespaces. */
export const keepWhole = async (
  store: Store,
  planOf: (state: NamespaceState) => SweepPlan,
  stop: AbortSignal,
  most = BYTE_LIMITS[store.kind].all,
): Promise<Kept> => {
  let snapshots = 0;
  let used = await store.usedBytes();
  while (used > most && !stop.aborted && (await store.dropOldestSnapshot())) {
    snapshots += 1;
    await store.sweep(planOf, stop);
    used = await store.usedBytes();
  }
  if (used <= most || stop.aborted) return { snapshots, forgotten: [] };
  const rows = await store.namespaces();
  // What is counted takes more room than its bytes: keys, indexes, pages that are not full.
  const share = fairShare(
    rows.map(({ bytes }) => bytes),
    (most / used) * total(rows),
  );
  const { forgotten } = await store.sweep((state) => within(planOf(state), share), stop);
  return { snapshots, forgotten };
};
