import { Fault } from "./fault.js";
import type { Runtime } from "./runtime.js";

/** What may cut work short: a time in milliseconds, and the caller's signal. */
export interface Limits {
  readonly ms: number;
  readonly signal: AbortSignal | undefined;
  readonly runtime: Runtime;
}

interface Audience {
  readonly listeners: Set<() => void>;
  readonly tell: () => void;
}

const audiences = new WeakMap<AbortSignal, Audience>();

/** However many calls share a signal, it gets one listener, which goes when the last of them is done. */
const onAbort = (signal: AbortSignal, listener: () => void): (() => void) => {
  let audience = audiences.get(signal);
  if (!audience) {
    const listeners = new Set<() => void>();
    audience = { listeners, tell: () => listeners.forEach((each) => each()) };
    audiences.set(signal, audience);
  }
  const { listeners, tell } = audience;
  if (listeners.size === 0) signal.addEventListener("abort", tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) signal.removeEventListener("abort", tell);
  };
};

/**
 * Settles with `work`, or rejects with a {@link Fault} `timeout` or `aborted` as soon as a limit is reached, even when
 * the work ignores the signal that it gets.
 */
export const interruptible = <T>(work: (signal: AbortSignal) => Promise<T>, limits: Limits): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    const { ms, signal, runtime } = limits;
    const controller = new AbortController();
    const stop = (reason: "timeout" | "aborted"): void => {
      reject(new Fault(reason));
      release();
      controller.abort();
    };
    // First what may throw: a timer that was set before it would fire into a call that never began.
    const forget = signal && onAbort(signal, () => stop("aborted"));
    const cancel = runtime.schedule(ms, () => stop("timeout"));
    const release = (): void => {
      cancel();
      forget?.();
    };
    if (signal?.aborted) stop("aborted");
    else void work(controller.signal).then(resolve, reject).finally(release);
  });

/** Waits for `ms`; says `false` when the signal fired meanwhile. */
export const pause = (limits: Limits): Promise<boolean> =>
  interruptible<never>(() => new Promise(() => {}), limits).catch((fault: Fault) => fault.reason === "timeout");
