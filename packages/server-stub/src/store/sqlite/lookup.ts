import { createHashTable } from "./hash-table.js";
import { type LookupFilter, createLookupFilter } from "./lookup-filter.js";

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
  /** What the table has already. */
  readonly stored: LookupFilter;
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

/**
 * In a large table neighbours of a run lie on pages of their own: with a run of twice the length, which takes 4 MiB more, half of
 * that many pages are written.
 */
const largeTable = 20;

/**
 * @param runLength entries that make a run: the longer, the more neighbours share a page, the more memory waits. Twice as many once
 *   the table has twenty times as many.
 */
export const createPendingLookups = (runLength = 50_000): PendingLookups => {
  const stored = createLookupFilter();
  let arriving = createHashTable();
  let arrivedSinceTake = 0;
  let running = createHashTable();
  let run = new Float64Array();
  let taken = 0;

  const startRun = (): void => {
    running = arriving;
    run = running.hashes();
    taken = 0;
    arriving = createHashTable();
  };

  const isRun = (): boolean => arriving.size() >= (stored.size() < largeTable * runLength ? runLength : 2 * runLength);

  return {
    stored,
    add({ hash, row }) {
      arriving.add(hash, row);
      arrivedSinceTake += 1;
    },
    drop({ hash, row }) {
      arriving.drop(hash, row);
      running.drop(hash, row);
    },
    find(hash) {
      const fresh = arriving.find(hash);
      const older = running.find(hash);
      return older.length === 0 ? fresh : [...fresh, ...older];
    },
    take() {
      if (run.length === 0 && isRun()) startRun();
      if (run.length === 0) {
        arrivedSinceTake = 0;
        return [];
      }
      const hashes = run.subarray(taken, taken + Math.max(leastTaken, 2 * arrivedSinceTake));
      taken += hashes.length;
      arrivedSinceTake = 0;
      const entries: LookupEntry[] = [];
      for (const hash of hashes) {
        for (const row of running.find(hash)) entries.push({ hash, row });
        stored.add(hash);
      }
      return entries;
    },
    finished: () => (run.length > 0 && taken === run.length ? running.rows() : undefined),
    settleFinished() {
      if (run.length === 0 || taken < run.length) return;
      run = new Float64Array();
      running = createHashTable();
    },
    clear() {
      arriving = createHashTable();
      run = new Float64Array();
      running = createHashTable();
    },
  };
};
