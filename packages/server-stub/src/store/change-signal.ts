import type { Store } from "./store.js";

/** Changes of a namespace, from the moment it is made. */
export interface ChangeSignal {
  /** Resolves when the namespace has changed since the last call, or the watching has ended. */
  readonly next: () => Promise<void>;
  readonly isOver: () => boolean;
  readonly end: () => void;
}

/** Whoever asks the store again after each change misses nothing; it has to be ended. */
export const watchChanges = (store: Store, namespace: string): ChangeSignal => {
  let isChanged = false;
  let isOver = false;
  let resolve: (() => void) | undefined;
  const stop = store.watch((changed) => {
    if (changed !== namespace) return;
    isChanged = true;
    resolve?.();
  });
  return {
    next: async () => {
      if (!isChanged && !isOver) {
        await new Promise<void>((wake) => {
          resolve = wake;
        });
      }
      isChanged = false;
    },
    isOver: () => isOver,
    end: () => {
      isOver = true;
      stop();
      resolve?.();
    },
  };
};
