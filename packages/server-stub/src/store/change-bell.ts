import type { Store } from "./store.js";

/** Rings for each change of a namespace, from the moment it is made. */
export interface ChangeBell {
  /** Resolves when the namespace has changed since the last call, or the bell has ended. */
  readonly next: () => Promise<void>;
  readonly isOver: () => boolean;
  readonly end: () => void;
}

/** Whoever asks the store again after each ring misses nothing; it has to be ended. */
export const ringOnChange = (store: Store, namespace: string): ChangeBell => {
  let isRung = false;
  let isOver = false;
  let resolve: (() => void) | undefined;
  const stop = store.watch((changed) => {
    if (changed !== namespace) return;
    isRung = true;
    resolve?.();
  });
  return {
    next: async () => {
      if (!isRung && !isOver) {
        await new Promise<void>((wake) => {
          resolve = wake;
        });
      }
      isRung = false;
    },
    isOver: () => isOver,
    end: () => {
      isOver = true;
      stop();
      resolve?.();
    },
  };
};
