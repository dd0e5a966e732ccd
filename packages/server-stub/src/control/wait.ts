import type { Page, Store } from "../store/store.js";

export interface Waiting {
  readonly store: Store;
  readonly namespace: string;
  /** Longest time in real ms; 0 does not wait. */
  readonly wait: number;
  readonly signal?: AbortSignal;
}

/** Asks again each time the namespace has changed, until there is a row or the time is over. */
export const waitForRows = async <T>(
  { store, namespace, wait, signal }: Waiting,
  ask: () => Promise<Page<T>>,
): Promise<Page<T>> => {
  if (wait === 0) return ask();
  let isChanged = false;
  let isOver = false;
  let wake = (): void => {};
  const end = (): void => {
    isOver = true;
    wake();
  };
  const stop = store.watch((changed) => {
    if (changed !== namespace) return;
    isChanged = true;
    wake();
  });
  const timer = setTimeout(end, wait);
  signal?.addEventListener("abort", end);
  try {
    for (;;) {
      isChanged = false;
      const page = await ask();
      if (page.rows.length > 0 || isOver) return page;
      if (isChanged) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
    stop();
  }
};
