import { ringOnChange } from "../store/change-bell.js";
import type { Page, Store } from "../store/store.js";

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
  const bell = ringOnChange(store, namespace);
  const timer = setTimeout(bell.end, Math.min(wait, LONGEST));
  if (signal?.aborted) bell.end();
  signal?.addEventListener("abort", bell.end);
  try {
    for (;;) {
      const page = await ask();
      if (page.rows.length > 0 || bell.isOver()) return page;
      await bell.next();
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", bell.end);
    bell.end();
  }
};
