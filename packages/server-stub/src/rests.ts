/** Pauses of answers under way. */
export interface Rests {
  /** Resolves after so many ms, or when the rests end. Keeps the process alive: somebody waits for an answer. */
  readonly rest: (milliseconds: number) => Promise<void>;
  /** Ends every rest, and those to come, at once. */
  readonly end: () => void;
}

/** A planned latency of minutes must not hold up a stub that closes. */
export const createRests = (): Rests => {
  const resting = new Map<() => void, NodeJS.Timeout>();
  let isOver = false;
  return {
    rest: (milliseconds) =>
      new Promise((resolve) => {
        // A turn of the event loop at least: whoever rests in a loop must not keep everybody else from their turn.
        if (isOver) {
          setImmediate(resolve);
          return;
        }
        const wake = (): void => {
          resting.delete(wake);
          resolve();
        };
        resting.set(wake, setTimeout(wake, milliseconds));
      }),
    end: () => {
      isOver = true;
      for (const [wake, timer] of resting) {
        clearTimeout(timer);
        wake();
      }
    },
  };
};
