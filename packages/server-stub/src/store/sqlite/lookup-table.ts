import type { StatementSync } from "node:sqlite";
import { hashOf } from "./hash.js";
import type { PendingLookups } from "./lookup.js";
import type { Namespaces } from "./namespaces.js";
import { generationOf, rowOf, sequenceOf } from "./row.js";

type Sql = (text: string) => StatementSync;

export const keyHash = (key: string): number => hashOf(`k${key}`);
export const requestHash = (requestId: string): number => hashOf(`r${requestId}`);

const tailOfAttempts = `SELECT row, request_id FROM attempt WHERE row > ? AND row < ? AND request_id <> '""' ORDER BY row`;
const insert = "INSERT OR IGNORE INTO lookup (hash, row) VALUES (?, ?)";

/** Moves a part of the waiting entries to the table; at the end of a run notes how far the table is complete. */
export const mergeLookups = (sql: Sql, lookups: PendingLookups, namespaces: Namespaces): void => {
  const entries = lookups.take();
  if (entries.length === 0) return;
  const live = namespaces.layers.all();
  for (const { hash, row } of entries) if (live.has(generationOf(row))) sql(insert).run(hash, row);
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
  const range = [hash, low, high] as const;
  // Nearly always there is none, and to ask for one row is cheaper than to ask for all.
  const isStored = sql("SELECT 1 FROM lookup WHERE hash = ? AND row > ? AND row < ? LIMIT 1").get(...range);
  const stored = isStored
    ? sql("SELECT row FROM lookup WHERE hash = ? AND row > ? AND row < ? ORDER BY row DESC")
        .all(...range)
        .map(({ row }) => Number(row))
    : [];
  if (waiting.length === 0) return stored;
  const fresh = waiting.filter((row) => row > low && row < high);
  return [...new Set([...fresh, ...stored])].toSorted((left, right) => right - left);
};
