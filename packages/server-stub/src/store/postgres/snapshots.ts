import { randomBytes } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { NamespaceState, SnapshotRow } from "../store.js";
import { transaction } from "./connection.js";
import { SIZES, release } from "./layers.js";
import { beginLayer, note, put } from "./lifecycle.js";
import { keepOutbox, removeSlices, restoreOutbox } from "./outbox-slices.js";
import { findNamespace, lockNamespace, stateOf, type NamespaceFields } from "./states.js";

const mostSnapshots = 20;

type SnapshotFields = Pick<NamespaceFields, "chain" | "clock_offset" | "faults" | "config"> & {
  readonly nth: number;
  readonly at: number;
};

/** Of a locked namespace. The generations that go on without the snapshot keep nothing of what it alone restores. */
const forget = async (
  client: PoolClient,
  name: string,
  snapshots: readonly { readonly chain: readonly number[] }[],
): Promise<void> => {
  for (const { chain } of snapshots) {
    const [frozen = 0] = chain;
    await removeSlices(client, "kept_outbox", frozen);
    await client.query("DELETE FROM fault_count WHERE generation = $1", [frozen]);
    await release(client, name, chain);
  }
};

export const dropSnapshots = async (client: PoolClient, name: string, keep: number): Promise<void> => {
  const old = await client.query<Pick<SnapshotFields, "chain">>(
    "DELETE FROM snapshot WHERE nth IN (SELECT nth FROM snapshot WHERE namespace = $1 ORDER BY nth DESC OFFSET $2) RETURNING chain",
    [name, keep],
  );
  await forget(client, name, old.rows);
};

/** The sequence goes on, since whoever has to ask for changes goes by it. */
export const dropAllSnapshots = (pool: Pool, name: string): Promise<void> =>
  transaction(pool, async (client) => {
    const fields = await findNamespace(client, name);
    if (fields === undefined) return;
    await client.query("UPDATE progress SET sequence = sequence + 1 WHERE top = $1", [fields.generation]);
    await dropSnapshots(client, name, 0);
  });

/** False when there is no such one. */
export const dropSnapshot = (pool: Pool, name: string, id: string): Promise<boolean> =>
  transaction(pool, async (client) => {
    // It goes with its namespace, should that be gone by now.
    await findNamespace(client, name);
    const gone = await client.query<Pick<SnapshotFields, "chain">>(
      "DELETE FROM snapshot WHERE id = $1 AND namespace = $2 RETURNING chain",
      [id, name],
    );
    await forget(client, name, gone.rows);
    return gone.rows.length > 0;
  });

const copyFaultCounts = async (client: PoolClient, from: number, to: number): Promise<void> => {
  await client.query(
    "INSERT INTO fault_count (generation, id, drawn, happened) SELECT $2, id, drawn, happened FROM fault_count WHERE generation = $1",
    [from, to],
  );
};

/** What the namespace has now is left alone from here on, and goes on in a layer on top of it: of so many that it has then. */
export const takeSnapshot = (
  pool: Pool,
  name: string,
  at: number,
): Promise<{ readonly row: SnapshotRow; readonly layers: number }> =>
  transaction(pool, async (client) => {
    const id = randomBytes(9).toString("base64url");
    const { generation: frozen, chain } = await lockNamespace(client, name);
    await client.query(
      `INSERT INTO snapshot (id, namespace, chain, at, clock_offset, swept, faults, config, message_floor, attempt_floor, ${SIZES}) ` +
        `SELECT $1, n.name, n.chain, $3, n.clock_offset, p.swept, n.faults, n.config, n.message_floor, n.attempt_floor, ${SIZES} ` +
        "FROM namespace n JOIN progress p ON p.top = n.generation WHERE n.name = $2",
      [id, name, at],
    );
    await client.query("INSERT INTO layer (generation, bytes) SELECT top, layer_bytes FROM progress WHERE top = $1", [
      frozen,
    ]);
    const generation = await beginLayer(client, name, chain);
    await keepOutbox(client, { from: frozen, to: generation });
    await copyFaultCounts(client, frozen, generation);
    await dropSnapshots(client, name, mostSnapshots);
    await note(client, generation, "snapshot", at);
    return { row: { id, at }, layers: chain.length + 1 };
  });

/** A new layer on top of what the snapshot has. */
export const restoreSnapshot = (
  pool: Pool,
  name: string,
  id: string,
  at: number,
): Promise<{ state: NamespaceState; row: SnapshotRow } | undefined> =>
  transaction(pool, async (client) => {
    const fields = await lockNamespace(client, name);
    const { rows } = await client.query<SnapshotFields>("SELECT * FROM snapshot WHERE id = $1 AND namespace = $2", [
      // PostgreSQL takes no NUL, and no snapshot has one.
      id.replaceAll("\0", "?"),
      name,
    ]);
    const [snapshot] = rows;
    if (snapshot === undefined) return undefined;
    const { chain, clock_offset, faults, config } = snapshot;
    const [frozen = 0] = chain;
    const generation = await beginLayer(client, name, chain);
    await client.query(
      `UPDATE progress SET (swept, ${SIZES}) = (SELECT swept, ${SIZES} FROM snapshot WHERE nth = $2) WHERE top = $1`,
      [generation, snapshot.nth],
    );
    await client.query(
      "UPDATE namespace SET (message_floor, attempt_floor) = (SELECT message_floor, attempt_floor FROM snapshot WHERE nth = $2) WHERE name = $1",
      [name, snapshot.nth],
    );
    await release(client, name, fields.chain);
    await restoreOutbox(client, { from: frozen, to: generation });
    await copyFaultCounts(client, frozen, generation);
    const state = stateOf({ ...fields, clock_offset, faults, config, revision: fields.revision + 1 });
    await put(client, state, state.config);
    await note(client, generation, "restore", at);
    return { state, row: { id, at: snapshot.at } };
  });
