/** Time and chance, injected so that tests own them. */
export interface Runtime {
  /** Wall clock in milliseconds since 1970: Request-Time and dates in Retry-After are read against it. */
  readonly now: () => number;
  /** Milliseconds of a clock that nobody sets: the deadline must survive a correction of the wall clock. */
  readonly elapsed: () => number;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  /** Calls back once after `ms`; the function it returns cancels that. */
  readonly schedule: (ms: number, callback: () => void) => () => void;
}

// Taken while the module loads: whoever fakes the timers of a test means his own, and a call must end all the same. The wall
// clock is asked each time, since a test that sets it wants to see it in Request-Time.
const { setTimeout: start, clearTimeout: stop, performance: clock } = globalThis;
const elapsed = clock.now.bind(clock);

export const systemRuntime: Runtime = {
  now: () => Date.now(),
  elapsed,
  random: () => Math.random(),
  schedule: (ms, callback) => {
    // Longer delays overflow to one millisecond in every runtime's setTimeout.
    const timer = start(callback, Math.min(ms, 0x7fffffff));
    return () => stop(timer);
  },
};
