import type { StatementSync } from "node:sqlite";
import { hashOf } from "./hash.js";
import type { LookupEntry, PendingLookups } from "./lookup.js";
import type { Namespaces } from "./namespaces.js";
import { generationOf, rowOf, sequenceOf } from "./row.js";

type Sql = (text: string) => StatementSync;

export const keyHash = (key: string): number => hashOf(`k${key}`);
export const requestHash = (requestId: string): number => hashOf(`r${requestId}`);

const tailOfAttempts = `SELECT row, request_id FROM attempt WHERE row > ? AND row < ? AND request_id <> '""' ORDER BY row`;

/** Rows of one statement. */
const together = 32;

const insert = (rows: number): string =>
  `INSERT OR IGNORE INTO lookup (hash, row) VALUES ${Array.from({ length: rows }, () => "(?, ?)").join(", ")}`;
const [few, many] = [insert(1), insert(together)];

/** Puts one entry into the table, past those that wait. */
export const storeLookup = (sql: Sql, { stored }: PendingLookups, { hash, row }: LookupEntry): void => {
  sql(few).run(hash, row);
  stored.add(hash);
};

/** Moves a part of the waiting entries to the table; at the end of a run notes how far the table is complete. */
export const mergeLookups = (sql: Sql, lookups: PendingLookups, namespaces: Namespaces): void => {
  const entries = lookups.take();
  if (entries.length === 0) return;
  const live = namespaces.layers.all();
  const values = entries.flatMap(({ hash, row }) => (live.has(generationOf(row)) ? [hash, row] : []));
  let at = 0;
  for (; at + 2 * together <= values.length; at += 2 * together) sql(many).run(...values.slice(at, at + 2 * together));
  for (; at < values.length; at += 2) sql(few).run(...values.slice(at, at + 2));
  const run = lookups.finished();
  if (run === undefined) return;
  const reached = new Map<number, number>();
  for (const row of run) {
    const generation = generationOf(row);
    reached.set(generation, Math.max(reached.get(generation) ?? 0, sequenceOf(row)));
  }
  for (const [generation, sequence] of reached) {
    if (live.has(generation)) {
      sql("INSERT OR REPLACE INTO looked_up (generation, sequence) VALUES (?, ?)").run(generation, sequence);
    }
  }
};

/** Reads what had not come to the table when the process ended. */
export const readTail = (sql: Sql, lookups: PendingLookups, namespaces: Namespaces): void => {
  for (const generation of namespaces.layers.all()) {
    const reached = Number(
      sql("SELECT sequence FROM looked_up WHERE generation = ?").get(generation)?.["sequence"] ?? 0,
    );
    const range = [rowOf(generation, reached), rowOf(generation + 1, 0)] as const;
    for (const { row, key } of sql("SELECT row, key FROM answer WHERE row > ? AND row < ? ORDER BY row").iterate(
      ...range,
    )) {
      lookups.add({ hash: keyHash(String(key)), row: Number(row) });
    }
    const attempts = sql(tailOfAttempts).iterate(...range);
    for (const { row, request_id: requestId } of attempts) {
      lookups.add({ hash: requestHash(String(requestId)), row: Number(row) });
    }
  }
};

/** Rows of a generation under this hash, newest first; the caller compares the text. */
export const findRows = (sql: Sql, lookups: PendingLookups, hash: number, generation: number): readonly number[] => {
  const waiting = lookups.find(hash);
  const low = rowOf(generation, 0);
  const high = rowOf(generation + 1, 0);
  const stored = lookups.stored.mayHave(hash)
    ? sql("SELECT row FROM lookup WHERE hash = ? AND row > ? AND row < ? ORDER BY row DESC")
        .all(hash, low, high)
        .map(({ row }) => Number(row))
    : [];
  if (waiting.length === 0) return stored;
  const fresh = waiting.filter((row) => row > low && row < high);
  return [...new Set([...fresh, ...stored])].toSorted((left, right) => right - left);
};

/** Hashes that are read in one turn of the event loop. */
const slice = 5000;

/**
 * Reads which hashes the table has, so that it need not be asked for others.
 *
 * @param after the highest one that was read before
 * @returns the highest one that was read now, or undefined when that was all
 */
export const readStored = (sql: Sql, { stored }: PendingLookups, after: number): number | undefined => {
  let [last, read] = [after, 0];
  for (const { hash } of sql("SELECT hash FROM lookup WHERE hash > ? ORDER BY hash LIMIT ?").iterate(after, slice)) {
    last = Number(hash);
    stored.add(last);
    read += 1;
  }
  if (read === slice) return last;
  stored.complete();
  return undefined;
};
