import type { Pool } from "pg";
import { ask, transaction } from "./connection.js";
import { release } from "./layers.js";
import { type Sweep, remove } from "./removal.js";
import { dropSnapshots } from "./snapshots.js";
import { findNamespace } from "./states.js";

/** False when somebody has used it meanwhile. */
export const dropNamespace = (pool: Pool, name: string, unusedSince: number): Promise<boolean> =>
  transaction(pool, async (client) => {
    // Asked again under the lock: somebody may have used it meanwhile, or be about to commit.
    const fields = await findNamespace(client, name);
    if (fields === undefined) return false;
    const { generation, chain } = fields;
    const gone = await client.query("DELETE FROM progress WHERE top = $1 AND last_used_at < $2", [
      generation,
      unusedSince,
    ]);
    if (gone.rowCount !== 1) return false;
    await client.query("DELETE FROM namespace WHERE name = $1", [name]);
    await dropSnapshots(client, name, 0);
    await release(client, name, chain);
    return true;
  });

const everything = 2 ** 52;

/** Of which nobody reads any more. What an older version was copying when it ended is due after an hour. */
export const removeDropped = async (sweep: Sweep): Promise<void> => {
  const { pool, stop, lease } = sweep;
  const { rows } = await ask<{ generation: number }>(
    pool,
    "SELECT generation FROM dropped WHERE due <= now() AND NOT EXISTS (SELECT 1 FROM snapshot WHERE generation = ANY(chain)) " +
      "AND NOT EXISTS (SELECT 1 FROM namespace n WHERE dropped.generation = ANY(n.chain))",
  );
  for (const { generation } of rows) {
    for (const table of ["attempt", "message", "control", "kept_outbox"] as const) {
      await remove(sweep, generation, [table, "sequence < $2", everything]);
    }
    await remove(sweep, generation, ["answer", "at < $2", everything]);
    await remove(sweep, generation, ["hit", "at < $2", everything]);
    await remove(sweep, generation, ["fault_count", "drawn < $2", everything]);
    if (stop?.aborted || !(await lease.renew())) return;
    await ask(pool, "DELETE FROM dropped WHERE generation = $1", [generation]);
  }
};
