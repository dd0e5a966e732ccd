import { randomBytes } from "node:crypto";
import type { ControlChange, NamespaceState, SnapshotRow, StateChange } from "../store.js";
import type { Connection } from "./connection.js";
import type { Namespace } from "./namespaces.js";
import { rowOf } from "./row.js";

const mostSnapshots = 20;

const note = ({ sql, namespaces }: Connection, namespace: Namespace, change: ControlChange, at: number): void => {
  const row = rowOf(namespace.generation, namespaces.nextSequence(namespace));
  sql("INSERT INTO control (row, change, at) VALUES (?, ?, ?)").run(row, change, at);
};

export const changeState = <T>(
  connection: Connection,
  name: string,
  at: number,
  change: (state: NamespaceState) => StateChange<T>,
): T => {
  const { sql, namespaces } = connection;
  const namespace = namespaces.require(name);
  const { next, event, value } = change(namespace.state);
  namespaces.put(namespace, next);
  if (next.faults !== undefined) {
    sql("DELETE FROM fault_count WHERE generation = ? AND id NOT IN (SELECT value ->> 'id' FROM json_each(?))").run(
      namespace.generation,
      JSON.stringify(next.faults),
    );
  }
  note(connection, namespace, event, at);
  return value;
};

export const resetNamespace = (connection: Connection, name: string, at: number): void => {
  const { namespaces } = connection;
  const namespace = namespaces.require(name);
  namespaces.renew(namespace);
  namespace.swept = 0;
  namespaces.put(namespace, { faults: [], clockOffset: 0 });
  note(connection, namespace, "reset", at);
};

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

const copyRows = ({ sql }: Connection, from: number, to: number): void => {
  const shift = rowOf(to, 0) - rowOf(from, 0);
  const range = { shift, low: rowOf(from, 0), high: rowOf(from + 1, 0) };
  for (const [table, columns, values] of tables) {
    sql(
      `INSERT INTO ${table} (row, ${columns}) SELECT row + :shift, ${values} FROM ${table} WHERE row > :low AND row < :high`,
    ).run(range);
  }
  sql(
    "INSERT INTO hit (generation, key, at, nth, until) SELECT ?, key, at, nth, until FROM hit WHERE generation = ?",
  ).run(to, from);
  sql(
    "INSERT INTO fault_count (generation, id, drawn, happened) SELECT ?, id, drawn, happened FROM fault_count WHERE generation = ?",
  ).run(to, from);
};

/** The outbox of a snapshot lies beside the live one, so that nobody delivers from it. */
const copyOutbox = (connection: Connection, from: number, to: number, tableNames: readonly [string, string]): void => {
  connection
    .sql(
      `INSERT INTO ${tableNames[1]} (row, due_at, attempts) SELECT row + :shift, due_at, attempts FROM ${tableNames[0]} WHERE row > :low AND row < :high`,
    )
    .run({ shift: rowOf(to, 0) - rowOf(from, 0), low: rowOf(from, 0), high: rowOf(from + 1, 0) });
};

const forgetSnapshot = ({ sql, namespaces }: Connection, generation: number): void => {
  sql("DELETE FROM snapshot WHERE generation = ?").run(generation);
  namespaces.drop(generation);
};

export const dropSnapshots = (connection: Connection, name: string, keep: number): void => {
  const old = connection.sql("SELECT generation FROM snapshot WHERE namespace = ? ORDER BY nth DESC LIMIT -1 OFFSET ?");
  for (const { generation } of old.all(name, keep)) forgetSnapshot(connection, Number(generation));
};

export const takeSnapshot = (connection: Connection, name: string, at: number): SnapshotRow => {
  const { sql, namespaces } = connection;
  const namespace = namespaces.require(name);
  const id = randomBytes(9).toString("base64url");
  const generation = namespaces.nextGeneration();
  copyRows(connection, namespace.generation, generation);
  copyOutbox(connection, namespace.generation, generation, ["outbox", "kept_outbox"]);
  const { clockOffset, faults, config } = namespace.state;
  sql(
    "INSERT INTO snapshot (id, namespace, generation, at, clock_offset, swept, faults, config) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  ).run(id, name, generation, at, clockOffset, namespace.swept, JSON.stringify(faults), JSON.stringify(config));
  dropSnapshots(connection, name, mostSnapshots);
  note(connection, namespace, "snapshot", at);
  return { id, at };
};

const lookUpAll = ({ sql }: Connection, { generation, sequence }: Namespace): void => {
  const range = [rowOf(generation, 0), rowOf(generation + 1, 0)] as const;
  sql(
    "INSERT OR IGNORE INTO lookup (hash, row) SELECT key_hash(key) AS hash, row FROM answer WHERE row > ? AND row < ? ORDER BY hash",
  ).run(...range);
  sql(
    "INSERT OR IGNORE INTO lookup (hash, row) SELECT request_hash(request_id) AS hash, row FROM attempt WHERE row > ? AND row < ? ORDER BY hash",
  ).run(...range);
  sql(
    "INSERT OR IGNORE INTO lookup (hash, row) SELECT request_hash(request_id) AS hash, row FROM message WHERE row > ? AND row < ? ORDER BY hash",
  ).run(...range);
  sql("INSERT OR REPLACE INTO looked_up (generation, sequence) VALUES (?, ?)").run(generation, sequence);
};

export const restoreSnapshot = (
  connection: Connection,
  name: string,
  id: string,
  at: number,
): SnapshotRow | undefined => {
  const { sql, namespaces } = connection;
  const namespace = namespaces.require(name);
  const snapshot = sql("SELECT * FROM snapshot WHERE id = ? AND namespace = ?").get(id, name);
  if (snapshot === undefined) return undefined;
  const from = Number(snapshot["generation"]);
  namespaces.renew(namespace);
  copyRows(connection, from, namespace.generation);
  copyOutbox(connection, from, namespace.generation, ["kept_outbox", "outbox"]);
  lookUpAll(connection, namespace);
  namespace.swept = Number(snapshot["swept"]);
  namespaces.put(namespace, {
    clockOffset: Number(snapshot["clock_offset"]),
    faults: JSON.parse(String(snapshot["faults"])),
    config: JSON.parse(String(snapshot["config"])),
  });
  note(connection, namespace, "restore", at);
  return { id, at: Number(snapshot["at"]) };
};
