import type { Connection } from "./connection.js";
import { keyHash, requestHash, storeLookup } from "./lookup-table.js";
import { type Range, chunk, oldestRows, rangeOf, removeLookup, untilNone } from "./removal.js";
import { rowOf } from "./row.js";

interface Move {
  readonly from: number;
  readonly to: number;
}

/** Each table with its columns, and the texts that lead to a row. */
const tables = [
  ["attempt", "request_id, operation, data", "request_id, operation, data"],
  [
    "message",
    "changed_row, message_id, request_id, channel, super_app, delivery, data",
    "changed_row + :shift, message_id, request_id, channel, super_app, delivery, data",
  ],
  [
    "answer",
    "at, key, fingerprint, result_code, message_id, pending_until, body",
    "at, key, fingerprint, result_code, message_id, pending_until, body",
  ],
  ["control", "change, at", "change, at"],
] as const;

const hashOfRow = (fields: Readonly<Record<string, unknown>>): number | undefined => {
  const { key, request_id: requestId } = fields;
  if (typeof key === "string") return keyHash(key);
  return typeof requestId === "string" ? requestHash(requestId) : undefined;
};

const firstRows = (connection: Connection, name: (typeof tables)[number][0], range: Range) => {
  if (name === "attempt" || name === "message") return oldestRows(connection, name, "row, request_id", range);
  const columns = name === "answer" ? "row, key" : "row";
  return connection
    .sql(`SELECT ${columns} FROM ${name} WHERE row > ? AND row < ? ORDER BY row LIMIT ?`)
    .all(range.low, range.high, chunk);
};

/** Moves one chunk of a table down; a row that is there already was hidden by this one, and goes. */
const moveRows = (connection: Connection, { from, to }: Move, nth: number): number => {
  const { sql } = connection;
  const table = tables[nth];
  if (table === undefined) return 0;
  const [name, columns, values] = table;
  const shift = rowOf(to, 0) - rowOf(from, 0);
  const rows = firstRows(connection, name, rangeOf(from));
  for (const fields of rows) {
    const row = Number(fields["row"]);
    sql(
      `INSERT OR REPLACE INTO ${name} (row, ${columns}) SELECT row + :shift, ${values} FROM ${name} WHERE row = :row`,
    ).run({ shift, row });
    sql(`DELETE FROM ${name} WHERE row = ?`).run(row);
    const hash = hashOfRow(fields);
    if (hash === undefined) continue;
    removeLookup(connection, hash, row);
    storeLookup(sql, connection.lookups, { hash, row: row + shift });
  }
  return rows.length;
};

const moveHits = ({ sql }: Connection, { from, to }: Move): number => {
  const rows = sql("SELECT key, at, nth, until FROM hit WHERE generation = ? LIMIT ?").all(from, chunk);
  for (const { key, at, nth, until } of rows) {
    sql(
      "INSERT INTO hit (generation, key, at, nth, until) " +
        "SELECT :to, :key, :at, coalesce(max(nth), 0) + 1, :until FROM hit WHERE generation = :to AND key = :key AND at = :at",
    ).run({ to, key: String(key), at: Number(at), until: Number(until) });
    sql("DELETE FROM hit WHERE generation = ? AND key = ? AND at = ? AND nth = ?").run(
      from,
      String(key),
      Number(at),
      Number(nth),
    );
  }
  return rows.length;
};

/**
 * Layers that no snapshot needs any more become one with what lies under them, so that a namespace never has many more layers than
 * snapshots. What the two show together is the same all the time.
 */
export const mergeLayers = async (connection: Connection, stop?: AbortSignal): Promise<void> => {
  const { namespaces, commits } = connection;
  for (;;) {
    const pair = stop?.aborted ? undefined : await commits.run(() => namespaces.layers.mergeable());
    if (pair === undefined) return;
    const move = { from: pair.upper, to: pair.lower };
    for (const nth of tables.keys()) await untilNone(connection, stop, () => moveRows(connection, move, nth));
    await untilNone(connection, stop, () => moveHits(connection, move));
    if (stop?.aborted) return;
    await commits.run(() => namespaces.skipLayer(pair.upper));
  }
};
