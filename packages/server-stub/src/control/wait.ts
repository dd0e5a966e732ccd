import { watchChanges } from "../store/change-signal.js";
import type { Page, Store } from "../store/store.js";
import { clearTimeout, setTimeout } from "../model/real-time.js";

export interface Waiting {
  readonly store: Store;
  readonly namespace: string;
  /** Longest time in real ms; 0 does not wait. */
  readonly wait: number;
  readonly signal?: AbortSignal;
}

/** Longest pause that a timer can make, in ms: 24 days. */
const LONGEST = 2 ** 31 - 1;

/** Asks again each time the namespace has changed, until there is a row or the time is over. */
export const waitForRows = async <T>(
  { store, namespace, wait, signal }: Waiting,
  ask: () => Promise<Page<T>>,
): Promise<Page<T>> => {
  if (wait === 0) return ask();
  const changes = watchChanges(store, namespace);
  const timer = setTimeout(changes.end, Math.min(wait, LONGEST));
  if (signal?.aborted) changes.end();
  signal?.addEventListener("abort", changes.end);
  try {
    for (;;) {
      const page = await ask();
      if (page.rows.length > 0 || changes.isOver()) return page;
      await changes.next();
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", changes.end);
    changes.end();
  }
};
