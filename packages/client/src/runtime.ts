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

export const systemRuntime: Runtime = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  schedule: (ms, callback) => {
    // Longer delays overflow to one millisecond in every runtime's setTimeout.
    const timer = setTimeout(callback, Math.min(ms, 0x7fffffff));
    return () => clearTimeout(timer);
  },
};
