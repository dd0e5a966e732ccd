import { type Holding, heldBytes } from "../store/holding.js";
import { BYTE_LIMITS } from "../store/limits.js";
import type { Forgotten, NamespaceState, Store, SweepPlan } from "../store/store.js";
import { spareSnapshots } from "./spare-snapshots.js";

/** Snapshots that went because the store was full. */
export interface DroppedSnapshots {
  readonly namespace: string;
  readonly snapshots: number;
}

/** What had to go so that the whole store is small enough. */
export interface Kept {
  readonly dropped: readonly DroppedSnapshots[];
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

/** Sizes are what stores believe them to be; what a look does not come to, one of the next minute does. */
const mostLooks = 3;

interface Excess {
  readonly share: number;
  /** Of namespaces beyond the share. */
  readonly snapshots: readonly { readonly namespace: string; readonly ids: readonly string[] }[];
  /** Names of those that show more than the share. */
  readonly tooLarge: ReadonlySet<string>;
}

/** What the namespaces beyond their share have to give; `part` of what there is may stay. */
const excessOf = (holdings: readonly Holding[], part: number): Excess => {
  const sizes = holdings.map(heldBytes);
  // What is counted takes more room than its bytes: keys, indexes, pages that are not full.
  const share = fairShare(sizes, part * sizes.reduce((sum, size) => sum + size, 0));
  const beyond = holdings.filter((_, index) => (sizes[index] ?? 0) > share);
  return {
    share,
    snapshots: beyond.map((holding) => ({ namespace: holding.namespace, ids: spareSnapshots(holding, share) })),
    tooLarge: new Set(beyond.filter(({ bytes }) => bytes > share).map(({ namespace }) => namespace)),
  };
};

const dropSnapshots = async (store: Store, snapshots: Excess["snapshots"]): Promise<readonly DroppedSnapshots[]> => {
  const dropped: DroppedSnapshots[] = [];
  for (const { namespace, ids } of snapshots) {
    let count = 0;
    for (const id of ids) if (await store.dropSnapshot(namespace, id)) count += 1;
    if (count > 0) dropped.push({ namespace, snapshots: count });
  }
  return dropped;
};

/**
 * Beyond the limit of the whole store, the namespaces that take more than their share of it with their snapshots give: first the oldest of
 * those, then their oldest rows. All others lose nothing.
 */
export const keepWhole = async (
  store: Store,
  planOf: (state: NamespaceState) => SweepPlan,
  stop: AbortSignal,
  most = BYTE_LIMITS[store.kind].all,
): Promise<Kept> => {
  const dropped: DroppedSnapshots[] = [];
  const forgotten: Forgotten[] = [];
  if (stop.aborted || (await store.usedBytes()) <= most) return { dropped, forgotten };
  /** How much there is afterwards; undefined where the sweep could not be had, without which whatever is let go frees nothing. */
  const sweep = async (plan: (state: NamespaceState) => SweepPlan): Promise<number | undefined> => {
    const swept = await store.sweep(plan, stop);
    forgotten.push(...swept.forgotten);
    return swept.isDone && !stop.aborted ? store.usedBytes() : undefined;
  };
  // What was let go a moment ago may count until it is swept.
  let used = await sweep(planOf);
  for (let looks = 0; used !== undefined && used > most && looks < mostLooks; looks += 1) {
    const { share, snapshots, tooLarge } = excessOf(await store.holdings(), most / used);
    const went = await dropSnapshots(store, snapshots);
    dropped.push(...went);
    if (went.length === 0 && tooLarge.size === 0) break;
    used = await sweep((state) => (tooLarge.has(state.name) ? within(planOf(state), share) : planOf(state)));
  }
  return { dropped, forgotten };
};
