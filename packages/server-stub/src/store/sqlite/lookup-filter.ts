/**
 * Which hashes the lookup table may have: a Bloom filter. Nearly every request asks for a key that nobody has used yet, and learns so
 * here without a statement, and without a page of the table.
 */
export interface LookupFilter {
  /** The table has it now, or will after this transaction. */
  add(hash: number): void;
  /** Every hash that the table had at first has been added: before that nothing can be ruled out. */
  complete(): void;
  /** False when the table certainly has no such hash. */
  mayHave(hash: number): boolean;
  /** Hashes added. */
  readonly size: () => number;
}

/**
 * 2 MiB, whatever the table has. Of a million requests, which leave two million hashes, one in twenty asks the table in vain; of ten
 * million, nearly all do, and are as slow as without.
 */
const bits = 2 ** 24;

export const createLookupFilter = (): LookupFilter => {
  const words = new Uint32Array(bits / 32);
  let isComplete = false;
  let size = 0;

  /** Low and high bits of a hash are as good as any others, see hash.ts. */
  const firstBit = (hash: number): number => (hash >>> 0) % bits;
  const secondBit = (hash: number): number => Math.floor(hash / 2 ** 29) % bits;
  const set = (bit: number): void => {
    words[bit >>> 5] = (words[bit >>> 5] ?? 0) | (1 << (bit & 31));
  };
  const isSet = (bit: number): boolean => ((words[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;

  return {
    add(hash) {
      set(firstBit(hash));
      set(secondBit(hash));
      size += 1;
    },
    complete: () => {
      isComplete = true;
    },
    mayHave: (hash) => !isComplete || (isSet(firstBit(hash)) && isSet(secondBit(hash))),
    size: () => size,
  };
};
