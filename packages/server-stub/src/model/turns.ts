import { setImmediate } from "./real-time.js";

/** Who may work when: pieces of long work, with turns of the event loop for everybody else in between. */
export interface Turns {
  /**
   * Does one piece when it is its turn, at once where nobody else works or has just worked, and resolves with what it comes to. Namespaces
   * take turns, so that one with many readers keeps no other one waiting for longer than a piece. A piece must not wait for another one.
   *
   * @param of namespace whose work it is; nobody's when it is empty
   */
  run<T>(of: string, piece: () => T | Promise<T>): Promise<T>;
  /** Resolves in a later turn of the event loop, when it is the namespace's: what follows at once is the next piece. */
  next(of: string): Promise<void>;
}

export const createTurns = (): Turns => {
  /** Those who wait, by namespace; the one whose turn is next comes first. */
  const waiting = new Map<string, (() => void)[]>();
  /** A piece, or the turn of the event loop that everybody else has after one. */
  let isUnderWay = false;

  const begin = (): void => {
    const next = waiting.entries().next().value;
    if (next === undefined) {
      isUnderWay = false;
      return;
    }
    const [of, queue] = next;
    waiting.delete(of);
    const start = queue.shift();
    if (queue.length > 0) waiting.set(of, queue);
    start?.();
  };

  const wait = (of: string): Promise<void> =>
    new Promise((resolve) => {
      const queue = waiting.get(of);
      if (queue) queue.push(resolve);
      else waiting.set(of, [resolve]);
      if (isUnderWay) return;
      isUnderWay = true;
      setImmediate(begin);
    });

  return {
    async run(of, piece) {
      if (isUnderWay) await wait(of);
      else isUnderWay = true;
      try {
        return await piece();
      } finally {
        setImmediate(begin);
      }
    },
    async next(of) {
      await wait(of);
      setImmediate(begin);
    },
  };
};

/** Of all work that this thread does itself. */
const here = createTurns();

/** See {@link Turns.run}. */
export const inTurn = <T>(of: string, piece: () => T | Promise<T>): Promise<T> => here.run(of, piece);

/** See {@link Turns.next}. */
export const nextTurn = (of = ""): Promise<void> => here.next(of);
