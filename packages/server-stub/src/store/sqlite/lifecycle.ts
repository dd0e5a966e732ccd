import { randomBytes } from "node:crypto";
import type { ControlChange, NamespaceState, SnapshotRow, StateChange } from "../store.js";
import type { Connection } from "./connection.js";
import type { Namespace } from "./namespaces.js";
import { rowOf } from "./row.js";
import { floorsOf, readTally } from "./tally.js";

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

/** The outbox of a snapshot lies beside the live one, so that nobody delivers from it. */
const keepOutbox = ({ sql }: Connection, generation: number): void => {
  sql(
    "INSERT INTO kept_outbox (row, due_at, attempts, super_app) SELECT row, due_at, attempts, super_app FROM outbox WHERE row > ? AND row < ?",
  ).run(rowOf(generation, 0), rowOf(generation + 1, 0));
};

const shiftOf = (from: number, to: number) => ({
  shift: rowOf(to, 0) - rowOf(from, 0),
  low: rowOf(from, 0),
  high: rowOf(from + 1, 0),
});

const copyFaultCounts = ({ sql }: Connection, from: number, to: number): void => {
  sql(
    "INSERT INTO fault_count (generation, id, drawn, happened) SELECT ?, id, drawn, happened FROM fault_count WHERE generation = ?",
  ).run(to, from);
};

const forgetSnapshot = ({ sql, namespaces }: Connection, name: string, generation: number): void => {
  sql("DELETE FROM snapshot WHERE generation = ?").run(generation);
  namespaces.snapshots.remove(name, generation);
  namespaces.release(generation);
};

export const dropSnapshots = (connection: Connection, name: string, keep: number): void => {
  const old = connection.sql("SELECT generation FROM snapshot WHERE namespace = ? ORDER BY nth DESC LIMIT -1 OFFSET ?");
  for (const { generation } of old.all(name, keep)) forgetSnapshot(connection, name, Number(generation));
};

/** False when there is no such one. */
export const dropSnapshot = (connection: Connection, name: string, id: string): boolean => {
  const found = connection.sql("SELECT generation FROM snapshot WHERE id = ? AND namespace = ?").get(id, name);
  if (found !== undefined) forgetSnapshot(connection, name, Number(found["generation"]));
  return found !== undefined;
};

/** What the namespace has now is left alone from here on, and goes on in a layer on top of it. */
export const takeSnapshot = (connection: Connection, name: string, at: number): SnapshotRow => {
  const { sql, namespaces } = connection;
  const namespace = namespaces.require(name);
  const { generation: frozen, tally, swept } = namespace;
  const id = randomBytes(9).toString("base64url");
  const { clockOffset, faults, config } = namespace.state;
  sql(
    "INSERT INTO snapshot (id, namespace, generation, at, clock_offset, swept, faults, config, tally) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
  ).run(
    id,
    name,
    frozen,
    at,
    clockOffset,
    swept,
    JSON.stringify(faults),
    JSON.stringify(config),
    JSON.stringify(tally),
  );
  namespaces.layers.hold(frozen);
  namespaces.snapshots.add(name, { generation: frozen, clockOffset, swept, floors: floorsOf(tally) });
  keepOutbox(connection, frozen);
  namespaces.renew(namespace, { parent: frozen, tally });
  sql("UPDATE outbox SET row = row + :shift WHERE row > :low AND row < :high").run(
    shiftOf(frozen, namespace.generation),
  );
  copyFaultCounts(connection, frozen, namespace.generation);
  dropSnapshots(connection, name, mostSnapshots);
  note(connection, namespace, "snapshot", at);
  return { id, at };
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
  const parent = Number(snapshot["generation"]);
  const { forgotten } = namespace.tally;
  namespaces.renew(namespace, { parent, tally: { ...readTally(sql, snapshot["tally"], parent), forgotten } });
  sql(
    "INSERT INTO outbox (row, due_at, attempts, super_app) SELECT row + :shift, due_at, attempts, super_app FROM kept_outbox WHERE row > :low AND row < :high",
  ).run(shiftOf(parent, namespace.generation));
  copyFaultCounts(connection, parent, namespace.generation);
  namespace.swept = Number(snapshot["swept"]);
  namespaces.put(namespace, {
    clockOffset: Number(snapshot["clock_offset"]),
    faults: JSON.parse(String(snapshot["faults"])),
    config: JSON.parse(String(snapshot["config"])),
  });
  note(connection, namespace, "restore", at);
  return { id, at: Number(snapshot["at"]) };
};
