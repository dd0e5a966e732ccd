import type { Pool } from "pg";
import { CLOSED } from "../../model/closed.js";
import { clearTimeout, setTimeout } from "../../model/real-time.js";
import { mergeNow } from "./merge.js";

/** Merges in the background what snapshots leave, one namespace after the other. */
export interface Merger {
  /** Of a namespace with so many layers now. Resolves at once, or a little later where they get too many. */
  tell(name: string, layers: number): Promise<void>;
  /** Lets a sweep go first, which has the same lease: merging ends after its slice, and goes on after it. */
  aside<T>(sweep: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Of so many layers most lead to no snapshot any more: whoever takes snapshots faster than sweeps come has them merged meanwhile. */
const mostLeft = 64;
/** Beyond that each send would notice: snapshots wait so many ms at most for each layer more, so that merging keeps up with them. */
const mostAtAll = 256;
const waitForOne = 4;
/** Somebody sweeps, or is about to; in ms. */
const untilNextTry = 500;

/** Until somebody ends it, or so many ms. */
const wait = (waiting: Set<() => void>, longest: number): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      waiting.delete(end);
      resolve();
    };
    const timer = setTimeout(end, longest);
    waiting.add(end);
  });

export const createMerger = (pool: Pool): Merger => {
  const due = new Map<string, Set<() => void>>();
  const resting = new Set<() => void>();
  const closing = new AbortController();
  const stop = closing.signal;
  let working: Promise<void> | undefined;
  let merging: Promise<boolean> = Promise.resolve(true);
  let turn = new AbortController();

  const work = async (): Promise<void> => {
    for (let next = due.keys().next(); !next.done && !stop.aborted; next = due.keys().next()) {
      const name = next.value;
      turn = new AbortController();
      // What does not succeed now, the next snapshot or sweep does, and says so.
      merging = mergeNow(pool, name, AbortSignal.any([stop, turn.signal])).catch(() => true);
      if (!(await merging) || turn.signal.aborted) {
        if (!stop.aborted) await wait(resting, untilNextTry);
        continue;
      }
      const waiting = due.get(name);
      due.delete(name);
      for (const resolve of waiting ?? []) resolve();
    }
    working = undefined;
  };

  return {
    async tell(name, layers) {
      if (layers <= mostLeft || stop.aborted) return;
      const waiting = due.get(name) ?? new Set();
      due.set(name, waiting);
      working ??= work();
      if (layers > mostAtAll) await wait(waiting, waitForOne * (layers - mostAtAll));
    },
    aside(sweep) {
      turn.abort();
      return merging.then(sweep);
    },
    async close() {
      closing.abort(CLOSED);
      for (const end of resting) end();
      await working;
    },
  };
};
