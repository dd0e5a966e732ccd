import { clearTimeout, setImmediate, setTimeout } from "../model/real-time.js";

/** Pauses of answers under way. */
export interface Timers {
  /** Resolves after so many ms, or when the timers end. Keeps the process alive: somebody waits for an answer. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Ends every pause, and those to come, at once. */
  readonly end: () => void;
}

/** A planned latency of minutes must not hold up a stub that closes. */
export const createTimers = (): Timers => {
  const pending = new Map<() => void, NodeJS.Timeout>();
  let isOver = false;
  return {
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        // A turn of the event loop at least: whoever sleeps in a loop must not keep everybody else from their turn.
        if (isOver) {
          setImmediate(resolve);
          return;
        }
        const wake = (): void => {
          pending.delete(wake);
          resolve();
        };
        pending.set(wake, setTimeout(wake, milliseconds));
      }),
    end: () => {
      isOver = true;
      for (const [wake, timer] of pending) {
        clearTimeout(timer);
        wake();
      }
    },
  };
};
