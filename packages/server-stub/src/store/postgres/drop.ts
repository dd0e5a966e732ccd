import type { Pool } from "pg";
import { ask, transaction } from "./connection.js";
import { dropGeneration } from "./lifecycle.js";
import { type Sweep, remove } from "./removal.js";
import { dropSnapshots } from "./snapshots.js";

/** False when somebody has used it meanwhile. */
export const dropNamespace = (pool: Pool, name: string, unusedSince: number): Promise<boolean> =>
  transaction(pool, async (client) => {
    // Asked again under the lock: somebody may have used it meanwhile, or be about to commit.
    const found = await client.query<{ generation: number; last_used_at: number }>(
      "SELECT generation, last_used_at FROM namespace JOIN progress USING (generation) WHERE name = $1 FOR UPDATE",
      [name],
    );
    const [row] = found.rows;
    if (row === undefined || row.last_used_at >= unusedSince) return false;
    await client.query("DELETE FROM namespace WHERE name = $1", [name]);
    await client.query("DELETE FROM progress WHERE generation = $1", [row.generation]);
    await dropGeneration(client, row.generation);
    await dropSnapshots(client, name, 0);
    return true;
  });

const everything = 2 ** 52;

/** Of which nobody reads any more. A copy that is under way counts as dropped as well, and is due in an hour. */
export const removeDropped = async (sweep: Sweep): Promise<void> => {
  const { pool, stop, lease } = sweep;
  const { rows } = await ask<{ generation: number }>(
    pool,
    "SELECT generation FROM dropped d WHERE due <= now() AND NOT EXISTS (SELECT 1 FROM snapshot s WHERE s.generation = d.generation) " +
      "AND NOT EXISTS (SELECT 1 FROM progress p WHERE p.generation = d.generation)",
  );
  for (const { generation } of rows) {
    for (const table of ["attempt", "message", "control", "kept_outbox", "outbox"] as const) {
      await remove(sweep, generation, [table, "sequence < $2", everything]);
    }
    await remove(sweep, generation, ["answer", "at < $2", everything]);
    await remove(sweep, generation, ["hit", "at < $2", everything]);
    await remove(sweep, generation, ["fault_count", "drawn < $2", everything]);
    if (stop?.aborted || !(await lease.renew())) return;
    await ask(pool, "DELETE FROM dropped WHERE generation = $1", [generation]);
  }
};
