import { nextTurn } from "./turns.js";

/** Entries that one turn of the event loop handles. */
export const SLICE = 5000;

/** Gives others their turn after each slice. What is added meanwhile comes as well, what is removed does not. */
export async function* inSlices<T>(entries: Iterable<T>): AsyncGenerator<readonly T[]> {
  let slice: T[] = [];
  for (const entry of entries) {
    slice.push(entry);
    if (slice.length < SLICE) continue;
    yield slice;
    slice = [];
    await nextTurn();
  }
  yield slice;
}

export const copyMap = async <K, V>(
  map: ReadonlyMap<K, V>,
  copy: (value: V) => V = (value) => value,
): Promise<Map<K, V>> => {
  const copied = new Map<K, V>();
  for await (const slice of inSlices(map)) for (const [key, value] of slice) copied.set(key, copy(value));
  return copied;
};

/** Work that pauses where others may have their turn. */
export type Paused<T> = Generator<void, T>;

/** Does all of it, and gives others their turn wherever it pauses. */
export const inTurns = async <T>(work: Paused<T>): Promise<T> => {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await nextTurn();
  }
};

/** The same at once, for who cannot wait. */
export const atOnce = <T>(work: Paused<T>): T => {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
};
