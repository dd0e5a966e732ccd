import type { Connection } from "./connection.js";
import { SLICE_BYTES } from "../page.js";
import { keyHash, requestHash } from "./lookup-table.js";
import { rowOf } from "./row.js";

/** Rows that one transaction removes at most, so that no request waits long behind a sweep. */
export const chunk = 500;

/** The same in bytes: the pages of a large row are given back one by one. */
const chunkBytes = 2 * SLICE_BYTES;

export interface Range {
  readonly low: number;
  /** Exclusive. */
  readonly high: number;
}

export const rangeOf = (generation: number): Range => ({ low: rowOf(generation, 0), high: rowOf(generation + 1, 0) });

/** The oldest rows of a range that one transaction may move or remove. */
export const oldestRows = (
  { sql }: Connection,
  table: "attempt" | "message",
  columns: string,
  { low, high }: Range,
): readonly Readonly<Record<string, unknown>>[] => {
  const text = `SELECT ${columns}, octet_length(data) AS bytes FROM ${table} WHERE row > ? AND row < ? ORDER BY row LIMIT ?`;
  const rows: Readonly<Record<string, unknown>>[] = [];
  let bytes = 0;
  for (const fields of sql(text).iterate(low, high, chunk)) {
    rows.push(fields);
    bytes += Number(fields["bytes"]);
    if (bytes >= chunkBytes) break;
  }
  return rows;
};

/** Also where it waits still: it would be merged later and lead nowhere for ever. */
export const removeLookup = ({ sql, lookups }: Connection, hash: number, row: number): void => {
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
export const removeAttempts = (connection: Connection, range: Range): number => {
  const { sql } = connection;
  const rows = oldestRows(connection, "attempt", "row, request_id", range);
  for (const { row, request_id: requestId } of rows) {
    sql("DELETE FROM attempt WHERE row = ?").run(Number(row));
    removeRequest(connection, Number(row), String(requestId), "message");
  }
  return rows.length;
};

export const removeMessages = (connection: Connection, range: Range): number => {
  const { sql } = connection;
  const rows = oldestRows(connection, "message", "row, request_id", range);
  for (const { row, request_id: requestId } of rows) {
    sql("DELETE FROM message WHERE row = ?").run(Number(row));
    sql("DELETE FROM outbox WHERE row = ?").run(Number(row));
    removeRequest(connection, Number(row), String(requestId), "attempt");
  }
  return rows.length;
};

export const removeAnswers = (connection: Connection, { low, high }: Range): number => {
  const { sql } = connection;
  const rows = sql("SELECT row, key FROM answer WHERE row > ? AND row < ? ORDER BY row LIMIT ?").all(low, high, chunk);
  for (const { row, key } of rows) {
    sql("DELETE FROM answer WHERE row = ?").run(Number(row));
    removeLookup(connection, keyHash(String(key)), Number(row));
  }
  return rows.length;
};

const removeChunk =
  (table: "control" | "kept_outbox") =>
  ({ sql }: Connection, { low, high }: Range): number =>
    Number(
      sql(
        `DELETE FROM ${table} WHERE row IN (SELECT row FROM ${table} WHERE row > ? AND row < ? ORDER BY row LIMIT ?)`,
      ).run(low, high, chunk).changes,
    );

export const removeControls = removeChunk("control");

/** What waited for delivery when a snapshot was taken. */
export const removeKept = removeChunk("kept_outbox");

/** A generation has few of them: one for each of its faults. */
export const removeCounts = ({ sql }: Connection, generation: number): number =>
  Number(sql("DELETE FROM fault_count WHERE generation = ?").run(generation).changes);

export const removeHits = ({ sql }: Connection, generation: number): number =>
  Number(
    sql(
      "DELETE FROM hit WHERE generation = ? AND (key, at, nth) IN (SELECT key, at, nth FROM hit WHERE generation = ? LIMIT ?)",
    ).run(generation, generation, chunk).changes,
  );

/** Removes chunk after chunk, with requests in between, until nothing is left or it is told to stop. */
export const untilNone = async (
  { commits }: Connection,
  stop: AbortSignal | undefined,
  remove: () => number,
): Promise<void> => {
  for (let removed = 1; removed > 0;) removed = stop?.aborted ? 0 : await commits.run(remove);
};
