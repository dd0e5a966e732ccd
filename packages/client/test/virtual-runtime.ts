import { setImmediate } from "node:timers/promises";
import type { Runtime } from "../src/runtime.js";

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** A clock that stands still until somebody waits for it; then it jumps to the next timer. */
export interface VirtualRuntime extends Runtime {
  /** Milliseconds passed since the start. */
  readonly passed: () => number;
  /** Lets time pass until the promise settles, or up to `ms`. */
  readonly run: <T>(promise: Promise<T>, ms?: number) => Promise<T>;
  /** How many timers are pending. */
  readonly pending: () => number;
  /** Sets the wall clock, and nothing else, by so much. */
  readonly shiftWall: (ms: number) => void;
}

export const START = Date.parse("2026-01-31T08:30:00.000Z");

export const virtualRuntime = (random: () => number = () => 0): VirtualRuntime => {
  const timers = new Set<Timer>();
  let time = 0;
  let wall = START;
  const next = (): Timer | undefined => [...timers].toSorted((one, other) => one.at - other.at)[0];

  const run = async <T>(promise: Promise<T>, ms = Infinity): Promise<T> => {
    const end = time + ms;
    let settled = false;
    const settle = (): void => {
      settled = true;
    };
    promise.then(settle, settle);
    for (;;) {
      // Several turns: what is in process answers within them.
      for (let turn = 0; turn < 10; turn += 1) await setImmediate();
      const timer = next();
      if (settled || !timer || timer.at > end) return settled ? promise : Promise.reject(new Error("still waiting"));
      timers.delete(timer);
      time = Math.max(time, timer.at);
      timer.ring();
    }
  };

  return {
    now: () => wall + time,
    elapsed: () => time,
    random,
    schedule: (ms, ring) => {
      const timer = { at: time + ms, ring };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    passed: () => time,
    run,
    pending: () => timers.size,
    shiftWall: (ms) => {
      wall += ms;
    },
  };
};
