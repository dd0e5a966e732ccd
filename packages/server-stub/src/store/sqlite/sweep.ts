import type { NamespaceState, SweepPlan } from "../store.js";
import type { Connection } from "./connection.js";
import { dropSnapshots } from "./lifecycle.js";
import { keyHash, requestHash } from "./lookup-table.js";
import type { Namespace } from "./namespaces.js";
import { generationOf, rowOf } from "./row.js";

/** Rows that one transaction removes, so that no request waits long behind a sweep. */
const chunk = 500;

interface Range {
  readonly low: number;
  /** Exclusive. */
  readonly high: number;
}

const rangeOf = (generation: number): Range => ({ low: rowOf(generation, 0), high: rowOf(generation + 1, 0) });

/** Also where it waits still: it would be merged later and lead nowhere for ever. */
const removeLookup = ({ sql, lookups }: Connection, hash: number, row: number): void => {
  sql("DELETE FROM lookup WHERE hash = ? AND row = ?").run(hash, row);
  lookups.drop({ hash, row });
};

const removeRequest = (
  connection: Connection,
  row: number,
  requestId: string,
  sibling: "attempt" | "message",
): void => {
  if (connection.sql(`SELECT 1 FROM ${sibling} WHERE row = ?`).get(row) !== undefined) return;
  removeLookup(connection, requestHash(requestId), row);
};

/** Each removes one chunk from the low end of a range and returns how many rows went. */
const removeAttempts = (connection: Connection, { low, high }: Range): number => {
  const { sql } = connection;
  const rows = sql("SELECT row, request_id FROM attempt WHERE row > ? AND row < ? ORDER BY row LIMIT ?").all(
    low,
    high,
    chunk,
  );
  for (const { row, request_id: requestId } of rows) {
    sql("DELETE FROM attempt WHERE row = ?").run(Number(row));
    removeRequest(connection, Number(row), String(requestId), "message");
  }
  return rows.length;
};

const removeMessages = (connection: Connection, { low, high }: Range): number => {
  const { sql } = connection;
  const rows = sql("SELECT row, request_id FROM message WHERE row > ? AND row < ? ORDER BY row LIMIT ?").all(
    low,
    high,
    chunk,
  );
  for (const { row, request_id: requestId } of rows) {
    sql("DELETE FROM message WHERE row = ?").run(Number(row));
    sql("DELETE FROM outbox WHERE row = ?").run(Number(row));
    removeRequest(connection, Number(row), String(requestId), "attempt");
  }
  return rows.length;
};

/** Answers stand in the order of their storing, so the first one that is young enough ends it. */
const removeAnswers = (connection: Connection, { low, high }: Range, since: number): number => {
  const { sql } = connection;
  const rows = sql("SELECT row, at, key FROM answer WHERE row > ? AND row < ? ORDER BY row LIMIT ?").all(
    low,
    high,
    chunk,
  );
  let removed = 0;
  for (const { row, at, key } of rows) {
    if (Number(at) >= since) break;
    sql("DELETE FROM answer WHERE row = ?").run(Number(row));
    removeLookup(connection, keyHash(String(key)), Number(row));
    removed += 1;
  }
  return removed;
};

const removeControls = ({ sql }: Connection, { low, high }: Range): number =>
  Number(
    sql(
      "DELETE FROM control WHERE row IN (SELECT row FROM control WHERE row > ? AND row < ? ORDER BY row LIMIT ?)",
    ).run(low, high, chunk).changes,
  );

const removeHits = ({ sql }: Connection, generation: number, now: number): number =>
  Number(
    sql(
      "DELETE FROM hit WHERE generation = ? AND (key, at, nth) IN (SELECT key, at, nth FROM hit WHERE generation = ? AND until <= ? LIMIT ?)",
    ).run(generation, generation, now, chunk).changes,
  );

/** The row up to which a table has more than `keep` rows; the lowest row of the range when it has not. */
const cutOff = ({ sql }: Connection, table: string, { low, high }: Range, keep: number): number => {
  const first = sql(`SELECT min(row) AS row FROM ${table} WHERE row > ? AND row < ?`).get(low, high)?.["row"];
  const last = sql(`SELECT max(row) AS row FROM ${table} WHERE row > ? AND row < ?`).get(low, high)?.["row"];
  if (typeof first !== "number" || typeof last !== "number" || last - first < keep) return low;
  const row = sql(`SELECT row FROM ${table} WHERE row > ? AND row < ? ORDER BY row DESC LIMIT 1 OFFSET ?`).get(
    low,
    high,
    keep,
  );
  return Number(row?.["row"] ?? low);
};

/** Removes chunk after chunk, with requests in between, until nothing is left or it is told to stop. */
const untilNone = async (
  { commits }: Connection,
  stop: AbortSignal | undefined,
  remove: () => number,
): Promise<void> => {
  for (let removed = 1; removed > 0;) removed = stop?.aborted ? 0 : await commits.run(remove);
};

const trims = [
  ["message", "messages", removeMessages],
  ["attempt", "attempts", removeAttempts],
  ["control", "controls", removeControls],
] as const;

const sweepRows = async (
  connection: Connection,
  namespace: Namespace,
  plan: SweepPlan,
  stop: AbortSignal | undefined,
): Promise<void> => {
  const { commits, namespaces } = connection;
  const range = rangeOf(namespace.generation);
  for (const [table, limit, remove] of trims) {
    const row = await commits.run(() => {
      const cut = cutOff(connection, table, range, plan[limit]);
      // Events are derived from attempts and control rows: whoever reads from before the cut has to start over.
      if (cut > range.low && table !== "message") namespaces.markSwept(namespace, cut);
      return cut;
    });
    if (row > range.low) await untilNone(connection, stop, () => remove(connection, { low: range.low, high: row + 1 }));
  }
  await untilNone(connection, stop, () => removeAnswers(connection, range, plan.answersSince));
  await untilNone(connection, stop, () => removeHits(connection, generationOf(range.low), plan.now));
};

/** Rows of reset, restored and dropped namespaces. */
const removeDropped = async (connection: Connection, stop: AbortSignal | undefined): Promise<void> => {
  const { sql, commits } = connection;
  const dropped = await commits.run(() => sql("SELECT generation FROM dropped").all());
  for (const fields of dropped) {
    const generation = Number(fields["generation"]);
    const range = rangeOf(generation);
    await untilNone(connection, stop, () => removeMessages(connection, range));
    await untilNone(connection, stop, () => removeAttempts(connection, range));
    await untilNone(connection, stop, () => removeControls(connection, range));
    await untilNone(connection, stop, () => removeAnswers(connection, range, Number.POSITIVE_INFINITY));
    await untilNone(connection, stop, () => removeHits(connection, generation, Number.MAX_SAFE_INTEGER));
    if (stop?.aborted) return;
    await commits.run(() => {
      sql("DELETE FROM fault_count WHERE generation = ?").run(generation);
      sql("DELETE FROM kept_outbox WHERE row > ? AND row < ?").run(range.low, range.high);
      sql("DELETE FROM dropped WHERE generation = ?").run(generation);
    });
  }
};

const dropIfUnused = (connection: Connection, namespace: Namespace, { unusedSince }: SweepPlan): boolean => {
  const { namespaces } = connection;
  const { name } = namespace.state;
  if (unusedSince === undefined || namespace.lastUsedAt >= unusedSince || namespaces.get(name) !== namespace)
    return false;
  dropSnapshots(connection, name, 0);
  namespaces.remove(namespace);
  return true;
};

/** See `Store.sweep`. Works in small transactions, between which requests go on. */
export const sweepStore = async (
  connection: Connection,
  planOf: (state: NamespaceState) => SweepPlan,
  stop?: AbortSignal,
): Promise<number> => {
  const { namespaces, commits } = connection;
  let dropped = 0;
  const all = await commits.run(() => namespaces.all());
  for (const namespace of all) {
    if (stop?.aborted) return dropped;
    const plan = planOf(namespace.state);
    if (await commits.run(() => dropIfUnused(connection, namespace, plan))) dropped += 1;
    else await sweepRows(connection, namespace, plan, stop);
  }
  await removeDropped(connection, stop);
  return dropped;
};
