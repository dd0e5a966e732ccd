import type { Pool, PoolClient } from "pg";
import type { NamespaceState, SweepPlan } from "../store.js";
import { ask, transaction } from "./connection.js";
import { dropGeneration, dropSnapshots } from "./lifecycle.js";
import { stateOf, type NamespaceFields } from "./states.js";

/** Rows that one statement removes, so that no lock is held long. */
const chunk = 2000;
const everything = 2 ** 52;
const sweepLock = 7_201_953_165;

type Swept = "attempt" | "message" | "control" | "answer" | "hit" | "fault_count" | "kept_outbox";

/** Which rows of a table go. */
type Doomed = readonly [table: Swept, condition: string, value: number];

/** Removes rows of a generation until none matches; the condition may use $2. */
const remove = async (pool: Pool, generation: number, [table, condition, value]: Doomed): Promise<void> => {
  const text = `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE generation = $1 AND ${condition} LIMIT ${chunk}))`;
  let removed: number | null = chunk;
  while (removed === chunk) ({ rowCount: removed } = await ask(pool, text, [generation, value]));
};

const trim = async (
  pool: Pool,
  table: "attempt" | "message" | "control",
  generation: number,
  keep: number,
): Promise<void> => {
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
  await remove(pool, generation, [table, "sequence <= $2", cut.sequence]);
};

const sweepRows = async (pool: Pool, generation: number, plan: SweepPlan): Promise<void> => {
  await trim(pool, "message", generation, plan.messages);
  await trim(pool, "attempt", generation, plan.attempts);
  await trim(pool, "control", generation, plan.controls);
  await remove(pool, generation, ["answer", "at < $2", plan.answersSince]);
  await remove(pool, generation, ["hit", "until <= $2", plan.now]);
};

const removeDropped = async (pool: Pool): Promise<void> => {
  const { rows } = await ask<{ generation: number }>(pool, "SELECT generation FROM dropped");
  for (const { generation } of rows) {
    for (const table of ["attempt", "message", "control", "kept_outbox"] as const) {
      await remove(pool, generation, [table, "sequence < $2", everything]);
    }
    await remove(pool, generation, ["answer", "at < $2", everything]);
    await remove(pool, generation, ["hit", "at < $2", everything]);
    await remove(pool, generation, ["fault_count", "drawn < $2", everything]);
    await ask(pool, "DELETE FROM dropped WHERE generation = $1", [generation]);
  }
};

const dropNamespace = async (client: PoolClient, name: string, unusedSince: number): Promise<boolean> => {
  // Asked again under the lock: another replica may have used it meanwhile.
  const gone = await client.query<{ generation: number }>(
    "DELETE FROM namespace n USING progress p WHERE n.name = $1 AND p.generation = n.generation AND p.last_used_at < $2 RETURNING n.generation",
    [name, unusedSince],
  );
  const [row] = gone.rows;
  if (row === undefined) return false;
  await client.query("DELETE FROM progress WHERE generation = $1", [row.generation]);
  await dropGeneration(client, row.generation);
  await dropSnapshots(client, name, 0);
  return true;
};

const sweepAll = async (pool: Pool, planOf: (state: NamespaceState) => SweepPlan): Promise<string[]> => {
  const dropped: string[] = [];
  const { rows } = await ask<NamespaceFields & { last_used_at: number }>(
    pool,
    "SELECT * FROM namespace JOIN progress USING (generation)",
  );
  for (const fields of rows) {
    const plan = planOf(stateOf(fields));
    const { unusedSince } = plan;
    const unused = unusedSince !== undefined && fields.last_used_at < unusedSince;
    if (unused && (await transaction(pool, (client) => dropNamespace(client, fields.name, unusedSince)))) {
      dropped.push(fields.name);
    } else {
      await sweepRows(pool, fields.generation, plan);
    }
  }
  await removeDropped(pool);
  return dropped;
};

/** One replica at a time; whoever comes while another sweeps has nothing to do. Returns the dropped namespaces. */
export const sweepStore = async (pool: Pool, planOf: (state: NamespaceState) => SweepPlan): Promise<string[]> => {
  const client = await pool.connect();
  try {
    const locked = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [sweepLock]);
    if (locked.rows[0]?.locked !== true) return [];
    const dropped = await sweepAll(pool, planOf);
    await client.query("SELECT pg_advisory_unlock($1)", [sweepLock]);
    return dropped;
  } finally {
    client.release();
  }
};
