/** One entry of the lookup table: a hash and the row that it leads to. */
export interface LookupEntry {
  readonly hash: number;
  readonly row: number;
}

/**
 * The part of the lookup table that is not in the database yet.
 *
 * Hashes arrive in random order, so writing each at once would touch another page of the B-tree per row. They wait here
 * instead (the rows themselves are durable, so a crash loses nothing: the tail is read again at start) and go to the
 * table in sorted runs, of which neighbours share a page.
 */
export interface PendingLookups {
  add(entry: LookupEntry): void;
  /** Forgets an entry whose row is gone. */
  drop(entry: LookupEntry): void;
  /** Rows that wait under this hash, newest first. */
  find(hash: number): readonly number[];
  /**
   * Takes the next entries of the current run, in the order of their hashes: twice as many as have arrived since, so that
   * a run is through before the next one is full. Starts a run when enough has arrived.
   */
  take(): readonly LookupEntry[];
  /** Rows of the run that was taken to its end; it stays findable until {@link settleFinished}. */
  finished(): readonly number[] | undefined;
  /** Drops the run if it is finished, once its entries are committed. */
  settleFinished(): void;
  /** Forgets everything; the tail is read again from the database. */
  clear(): void;
}

const leastTaken = 32;

type Rows = number | number[];

const append = (rows: Map<number, Rows>, { hash, row }: LookupEntry): void => {
  const known = rows.get(hash);
  if (known === undefined) rows.set(hash, row);
  else if (typeof known === "number") rows.set(hash, [known, row]);
  else known.push(row);
};

const without = (rows: Map<number, Rows>, { hash, row }: LookupEntry): void => {
  const known = rows.get(hash);
  if (known === row) rows.delete(hash);
  else if (typeof known === "object")
    rows.set(
      hash,
      known.filter((other) => other !== row),
    );
};

const newestFirst = (rows: Rows | undefined): readonly number[] => {
  if (rows === undefined) return [];
  return typeof rows === "number" ? [rows] : rows.toReversed();
};

const each = (rows: Rows): readonly number[] => (typeof rows === "number" ? [rows] : rows);

/**
 * @param runLength entries that make a run: the longer, the more neighbours share a page, the more memory waits
 */
export const createPendingLookups = (runLength = 50_000): PendingLookups => {
  let arriving = new Map<number, Rows>();
  let size = 0;
  let arrivedSinceTake = 0;
  let running = new Map<number, Rows>();
  let run = new Float64Array();
  let taken = 0;

  return {
    add(entry) {
      append(arriving, entry);
      size += 1;
      arrivedSinceTake += 1;
    },
    drop(entry) {
      without(arriving, entry);
      without(running, entry);
    },
    find(hash) {
      const fresh = newestFirst(arriving.get(hash));
      const older = running.size === 0 ? [] : newestFirst(running.get(hash));
      return older.length === 0 ? fresh : [...fresh, ...older];
    },
    take() {
      if (run.length === 0 && size >= runLength) {
        running = arriving;
        run = Float64Array.from(running.keys()).toSorted();
        taken = 0;
        arriving = new Map();
        size = 0;
      }
      const hashes = run.subarray(taken, taken + Math.max(leastTaken, 2 * arrivedSinceTake));
      taken += hashes.length;
      arrivedSinceTake = 0;
      return [...hashes].flatMap((hash) => each(running.get(hash) ?? []).map((row) => ({ hash, row })));
    },
    finished: () => (run.length > 0 && taken === run.length ? [...running.values()].flatMap(each) : undefined),
    settleFinished() {
      if (run.length === 0 || taken < run.length) return;
      run = new Float64Array();
      running = new Map();
    },
    clear() {
      arriving = new Map();
      size = 0;
      run = new Float64Array();
      running = new Map();
    },
  };
};
