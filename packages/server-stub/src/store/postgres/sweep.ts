import type { Pool, PoolClient } from "pg";
import type { NamespaceState, SweepPlan } from "../store.js";
import { ask, transaction } from "./connection.js";
import { lost } from "./failure.js";
import { dropGeneration, dropSnapshots } from "./lifecycle.js";
import { stateOf, type NamespaceFields } from "./states.js";

/** Rows that one statement removes, so that no lock is held long. */
const chunk = 2000;
const everything = 2 ** 52;
const sweepLock = 7_201_953_165;

type Swept = "attempt" | "message" | "control" | "answer" | "hit" | "fault_count" | "kept_outbox";

/** Which rows of a table go. */
type Doomed = readonly [table: Swept, condition: string, value: number];

/** A sweep under way. */
interface Sweep {
  readonly pool: Pool;
  readonly stop: AbortSignal | undefined;
}

/** Removes rows of a generation until none matches or it is told to stop; the condition may use $2. */
const remove = async ({ pool, stop }: Sweep, generation: number, [table, condition, value]: Doomed): Promise<void> => {
  const text = `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE generation = $1 AND ${condition} LIMIT ${chunk}))`;
  for (let removed: number | null = chunk; removed === chunk;) {
    removed = stop?.aborted ? 0 : (await ask(pool, text, [generation, value])).rowCount;
  }
};

const trim = async (
  sweep: Sweep,
  table: "attempt" | "message" | "control",
  generation: number,
  keep: number,
): Promise<void> => {
  const { pool } = sweep;
  const { rows } = await ask<{ sequence: number }>(
    pool,
    `SELECT sequence FROM ${table} WHERE generation = $1 ORDER BY sequence DESC OFFSET $2 LIMIT 1`,
    [generation, keep],
  );
  const [cut] = rows;
  if (cut === undefined) return;
  if (table === "message") {
    await ask(pool, "DELETE FROM outbox WHERE generation = $1 AND sequence <= $2", [generation, cut.sequence]);
  } else {
    await ask(pool, "UPDATE progress SET swept = greatest(swept, $2) WHERE generation = $1", [
      generation,
      cut.sequence,
    ]);
  }
  await remove(sweep, generation, [table, "sequence <= $2", cut.sequence]);
};

const sweepRows = async (sweep: Sweep, generation: number, plan: SweepPlan): Promise<void> => {
  await trim(sweep, "message", generation, plan.messages);
  await trim(sweep, "attempt", generation, plan.attempts);
  await trim(sweep, "control", generation, plan.controls);
  await remove(sweep, generation, ["answer", "at < $2", plan.answersSince]);
  await remove(sweep, generation, ["hit", "until <= $2", plan.now]);
};

const removeDropped = async (sweep: Sweep): Promise<void> => {
  const { pool, stop } = sweep;
  const { rows } = await ask<{ generation: number }>(pool, "SELECT generation FROM dropped");
  for (const { generation } of rows) {
    for (const table of ["attempt", "message", "control", "kept_outbox"] as const) {
      await remove(sweep, generation, [table, "sequence < $2", everything]);
    }
    await remove(sweep, generation, ["answer", "at < $2", everything]);
    await remove(sweep, generation, ["hit", "at < $2", everything]);
    await remove(sweep, generation, ["fault_count", "drawn < $2", everything]);
    if (stop?.aborted) return;
    await ask(pool, "DELETE FROM dropped WHERE generation = $1", [generation]);
  }
};

const dropNamespace = async (client: PoolClient, name: string, unusedSince: number): Promise<boolean> => {
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
};

const sweepAll = async (sweep: Sweep, planOf: (state: NamespaceState) => SweepPlan): Promise<string[]> => {
  const { pool, stop } = sweep;
  const dropped: string[] = [];
  const { rows } = await ask<NamespaceFields & { last_used_at: number }>(
    pool,
    "SELECT * FROM namespace JOIN progress USING (generation)",
  );
  for (const fields of rows) {
    if (stop?.aborted) return dropped;
    const plan = planOf(stateOf(fields));
    const { unusedSince } = plan;
    const unused = unusedSince !== undefined && fields.last_used_at < unusedSince;
    if (unused && (await transaction(pool, (client) => dropNamespace(client, fields.name, unusedSince)))) {
      dropped.push(fields.name);
    } else {
      await sweepRows(sweep, fields.generation, plan);
    }
  }
  await removeDropped(sweep);
  return dropped;
};

/** One replica at a time; whoever comes while another sweeps has nothing to do. Returns the dropped namespaces. */
export const sweepStore = async (
  pool: Pool,
  planOf: (state: NamespaceState) => SweepPlan,
  stop?: AbortSignal,
): Promise<string[]> => {
  const client = await pool.connect().catch((error: unknown) => {
    throw lost(error);
  });
  // A connection that failed may hold the lock still: only its end lets go of it for sure.
  let isBroken = true;
  try {
    const locked = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [sweepLock]);
    const isLocked = locked.rows[0]?.locked === true;
    const dropped = isLocked ? await sweepAll({ pool, stop }, planOf) : [];
    if (isLocked) await client.query("SELECT pg_advisory_unlock($1)", [sweepLock]);
    isBroken = false;
    return dropped;
  } finally {
    client.release(isBroken);
  }
};
