import { setTimeout as wait } from "node:timers/promises";

/** When the next request may leave: a rate to keep, and pauses that the server asks for. */
export interface Pace {
  /** Waits until a request may leave. */
  turn(): Promise<void>;
  /** Lets nobody send for so long. */
  pause(milliseconds: number): void;
  /** How long requests had to wait so far, in milliseconds. */
  waited(): number;
  /** Whether the server's limit outlasted all patience; then nothing more is waited for. */
  exhausted: boolean;
}

/** @param rate requests a second; without one only the pauses hold. */
export const createPace = (rate?: number): Pace => {
  const gap = rate === undefined ? 0 : 1000 / rate;
  let free = 0;
  let pausedUntil = 0;
  let waited = 0;
  return {
    exhausted: false,
    turn: async () => {
      for (;;) {
        const now = performance.now();
        if (pausedUntil > now) {
          waited += pausedUntil - now;
          await wait(pausedUntil - now);
          continue;
        }
        const at = Math.max(free, now);
        free = at + gap;
        waited += at - now;
        if (at > now) await wait(at - now);
        if (pausedUntil <= performance.now()) return;
      }
    },
    pause: (milliseconds) => {
      pausedUntil = Math.max(pausedUntil, performance.now() + milliseconds);
    },
    waited: () => waited,
  };
};
