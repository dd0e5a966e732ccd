import { randomBytes } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { NamespaceState, SnapshotRow } from "../store.js";
import { Abandon, ask, askBy, transaction } from "./connection.js";
import { type Run, type Slice, alone, byIndex, copyOutbox, copyRows } from "./copy.js";
import { StaleRevisionError, StoreLostError } from "../errors.js";
import { dropGeneration, moveTo, nextGeneration, note, put } from "./lifecycle.js";
import { lockNamespace, stateOf, takeSequence, type NamespaceFields } from "./states.js";

const mostSnapshots = 20;

export const dropSnapshots = async (client: PoolClient, name: string, keep: number): Promise<void> => {
  const old = await client.query<{ generation: number }>(
    "DELETE FROM snapshot WHERE nth IN (SELECT nth FROM snapshot WHERE namespace = $1 ORDER BY nth DESC OFFSET $2) RETURNING generation",
    [name, keep],
  );
  for (const { generation } of old.rows) await dropGeneration(client, generation);
};

/** The sequence goes on, since whoever has to ask for changes goes by it. */
export const dropAllSnapshots = (pool: Pool, name: string): Promise<void> =>
  transaction(pool, async (client) => {
    await takeSequence(client, name);
    await dropSnapshots(client, name, 0);
  });

/** False when there is none. */
export const dropOldestSnapshot = (pool: Pool): Promise<boolean> =>
  transaction(pool, async (client) => {
    const { rows } = await client.query<{ generation: number }>(
      "DELETE FROM snapshot WHERE nth = (SELECT min(nth) FROM snapshot) RETURNING generation",
    );
    for (const { generation } of rows) await dropGeneration(client, generation);
    return rows.length > 0;
  });

/**
 * A generation that a copy goes to. Until the copy is done it counts as dropped, though not at once: what a crash leaves, a later
 * sweep removes.
 */
const beginCopy = (pool: Pool): Promise<number> =>
  transaction(pool, async (client) => {
    const generation = await nextGeneration(client);
    await client.query("INSERT INTO dropped (generation, due) VALUES ($1, now() + interval '1 hour')", [generation]);
    return generation;
  });

/** @throws Abandon when it took so long that it counts as left behind */
const keepCopy = async (client: PoolClient, generation: number): Promise<void> => {
  const { rowCount } = await client.query("DELETE FROM dropped WHERE generation = $1 AND due > now()", [generation]);
  if (rowCount !== 1) throw new Abandon(new StoreLostError("store postgres: the copy took more than an hour"));
};

/** A copy that came to nothing is removed by the next sweep. */
const leaveCopy = async (pool: Pool, generation: number): Promise<void> => {
  await ask(pool, "UPDATE dropped SET due = now() WHERE generation = $1", [generation]).catch(() => {});
};

const copying = async <T>(pool: Pool, work: (to: number) => Promise<T>): Promise<T> => {
  const to = await beginCopy(pool);
  try {
    return await work(to);
  } catch (error) {
    await leaveCopy(pool, to);
    throw error;
  }
};

const bytes = "p.message_bytes + p.attempt_bytes + p.answer_bytes";

/**
 * Nobody waits for the copy: it reads what was committed when it began, while attempts go on, and it ends in a transaction of its
 * own. It goes in small pieces with rests, since others use the same disk and processors.
 */
export const takeSnapshot = (pool: Pool, name: string, at: number): Promise<SnapshotRow> =>
  copying(pool, async (to) => {
    const id = randomBytes(9).toString("base64url");
    await transaction(
      pool,
      async (client) => {
        const { rows } = await client.query<NamespaceFields & { swept: number; bytes: number }>(
          `SELECT n.*, p.swept, ${bytes} AS bytes FROM namespace n JOIN progress p USING (generation) WHERE name = $1`,
          [name],
        );
        const [fields] = rows;
        if (fields === undefined) throw new Abandon(new StaleRevisionError(name));
        await client.query(byIndex);
        const run: Run = (text, values) => client.query<Slice>(text, [...values]);
        await copyRows(run, { from: fields.generation, to });
        await copyOutbox(client, { from: fields.generation, to }, ["outbox", "kept_outbox"]);
        await client.query(
          "INSERT INTO snapshot (id, namespace, generation, at, clock_offset, swept, faults, config, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          [id, name, to, at, fields.clock_offset, fields.swept, fields.faults, fields.config, fields.bytes],
        );
        await keepCopy(client, to);
      },
      "REPEATABLE READ",
    );
    await transaction(pool, async (client) => {
      const { generation } = await lockNamespace(client, name);
      await dropSnapshots(client, name, mostSnapshots);
      await note(client, generation, "snapshot", at);
    });
    return { id, at };
  });

type SnapshotFields = Pick<NamespaceFields, "generation" | "clock_offset" | "faults" | "config"> & {
  readonly at: number;
  readonly swept: number;
};

const findSnapshot = async (client: PoolClient, name: string, id: string): Promise<SnapshotFields | undefined> => {
  const { rows } = await client.query<SnapshotFields>("SELECT * FROM snapshot WHERE id = $1 AND namespace = $2", [
    // PostgreSQL takes no NUL, and no snapshot has one.
    id.replaceAll("\0", "?"),
    name,
  ]);
  return rows[0];
};

/**
 * The copy is made aside, where nobody sees it, each slice in a transaction of its own: what is copied of does not change. The
 * namespace moves to it in a moment.
 */
export const restoreSnapshot = async (
  pool: Pool,
  name: string,
  id: string,
  at: number,
): Promise<{ state: NamespaceState; row: SnapshotRow } | undefined> => {
  const snapshot = await transaction(pool, (client) => findSnapshot(client, name, id));
  if (snapshot === undefined) return undefined;
  return copying(pool, async (to) => {
    const copy = { from: snapshot.generation, to };
    const size = await copyRows((text, values) => askBy(pool, alone, text, values), copy);
    return transaction(pool, async (client) => {
      // A newer one may have pushed it out, and a sweep have removed it, while it was copied.
      if ((await findSnapshot(client, name, id)) === undefined) return undefined;
      const fields = await lockNamespace(client, name);
      await moveTo(client, fields.generation, { generation: to, swept: snapshot.swept, ...size });
      await copyOutbox(client, copy, ["kept_outbox", "outbox"]);
      const { clock_offset, faults, config } = snapshot;
      const state = stateOf({ ...fields, clock_offset, faults, config, revision: fields.revision + 1 });
      await put(client, to, state);
      await note(client, to, "restore", at);
      await keepCopy(client, to);
      return { state, row: { id, at: snapshot.at } };
    });
  });
};
