/** Rows by the hash that leads to them; several may share one. */
export interface HashTable {
  add(hash: number, row: number): void;
  drop(hash: number, row: number): void;
  /** Highest first. */
  find(hash: number): readonly number[];
  /** Entries added, whether or not they were dropped since. */
  readonly size: () => number;
  /** In their order, each once. */
  readonly hashes: () => Float64Array<ArrayBuffer>;
  readonly rows: () => readonly number[];
}

/** No hash is negative, and no row is zero. */
const free = -1;
const dropped = 0;

const leastCapacity = 1024;

/** The low 32 bits of a hash are as good as any, see hash.ts. */
const firstPlace = (hash: number, mask: number): number => (hash >>> 0) & mask;

/**
 * Fifty thousand numbers that are too large for a small integer would each be an object in a Map, of which every look takes
 * several: two plain arrays of numbers cost a third of it, and leave the garbage collector nothing to do.
 */
export const createHashTable = (): HashTable => {
  let hashes = new Float64Array();
  let rows = new Float64Array();
  let mask = -1;
  let size = 0;

  const put = (hash: number, row: number): void => {
    let place = firstPlace(hash, mask);
    while (hashes[place] !== free) place = (place + 1) & mask;
    hashes[place] = hash;
    rows[place] = row;
  };
  const grow = (): void => {
    const [oldHashes, oldRows] = [hashes, rows];
    const capacity = Math.max(leastCapacity, 2 * oldHashes.length);
    hashes = new Float64Array(capacity).fill(free);
    rows = new Float64Array(capacity);
    mask = capacity - 1;
    for (const [place, hash] of oldHashes.entries()) if (hash !== free) put(hash, oldRows[place] ?? dropped);
  };
  const live = (): number[] => [...hashes.keys()].filter((place) => (rows[place] ?? dropped) !== dropped);

  return {
    add(hash, row) {
      if (2 * size >= hashes.length) grow();
      put(hash, row);
      size += 1;
    },
    drop(hash, row) {
      if (size === 0) return;
      for (let place = firstPlace(hash, mask); hashes[place] !== free; place = (place + 1) & mask) {
        if (hashes[place] === hash && rows[place] === row) rows[place] = dropped;
      }
    },
    find(hash) {
      const found: number[] = [];
      if (size === 0) return found;
      for (let place = firstPlace(hash, mask); hashes[place] !== free; place = (place + 1) & mask) {
        const row = rows[place];
        if (hashes[place] === hash && row !== undefined && row !== dropped) found.push(row);
      }
      return found.length < 2 ? found : found.toSorted((left, right) => right - left);
    },
    size: () => size,
    hashes: () => {
      const sorted = Float64Array.from(live(), (place) => hashes[place] ?? free).toSorted();
      return sorted.filter((hash, index) => index === 0 || hash !== sorted[index - 1]);
    },
    rows: () => live().map((place) => rows[place] ?? dropped),
  };
};
