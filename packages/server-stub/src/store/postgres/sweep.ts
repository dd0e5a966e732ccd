import type { Pool, PoolClient } from "pg";
import type { Forgotten, NamespaceState, SweepPlan } from "../store.js";
import { ask, transaction } from "./connection.js";
import { type Size, dropGeneration } from "./lifecycle.js";
import { dropSnapshots } from "./snapshots.js";
import { stateOf, type NamespaceFields } from "./states.js";

/** Rows that one statement removes, so that no lock is held long. */
const chunk = 2000;
const everything = 2 ** 52;
const sweepLock = 7_201_953_165;

type Table = "attempt" | "message" | "control" | "answer" | "hit" | "fault_count" | "kept_outbox";

/** Which rows of a table go. */
type Doomed = readonly [table: Table, condition: string, value: number];

/** A namespace as a sweep finds it. */
type Swept = NamespaceFields & Size & { readonly last_used_at: number };

/** What a sweep has done. */
interface SweptAll {
  /** Names of the dropped namespaces. */
  readonly dropped: readonly string[];
  readonly forgotten: readonly Forgotten[];
}

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

interface Cut {
  readonly sequence: number;
  readonly rows: number;
  readonly bytes: number;
}

/** What of a table is beyond so many rows or bytes: everything up to a sequence. */
const cutOf = async (
  { pool }: Sweep,
  generation: number,
  table: "message" | "attempt",
  keep: readonly [rows: number, bytes: number],
): Promise<Cut | undefined> => {
  const { rows } = await ask<{ sequence: number | null; rows: number; bytes: number }>(
    pool,
    "SELECT max(sequence) AS sequence, count(*) AS rows, coalesce(sum(bytes), 0)::bigint AS bytes FROM " +
      "(SELECT sequence, octet_length(data) AS bytes, row_number() OVER w AS nth, sum(octet_length(data)) OVER w AS total " +
      `FROM ${table} WHERE generation = $1 WINDOW w AS (ORDER BY sequence DESC)) s WHERE nth > $2 OR total > $3`,
    [generation, ...keep],
  );
  const [cut] = rows;
  return cut === undefined || cut.sequence === null ? undefined : { ...cut, sequence: cut.sequence };
};

/** Says first what is forgotten, and then removes it: whoever has counted sees it so. */
const forget = async (sweep: Sweep, generation: number, table: "message" | "attempt", cut: Cut): Promise<void> => {
  const { pool } = sweep;
  const swept = table === "attempt" ? ", swept = greatest(swept, $4)" : ", swept = swept + 0 * $4::bigint";
  await ask(
    pool,
    `UPDATE progress SET ${table}_rows = ${table}_rows - $2, ${table}_bytes = ${table}_bytes - $3, ` +
      `forgotten_${table}s = forgotten_${table}s + $2${swept} WHERE generation = $1`,
    [generation, cut.rows, cut.bytes, cut.sequence],
  );
  if (table === "message") {
    await ask(pool, "DELETE FROM outbox WHERE generation = $1 AND sequence <= $2", [generation, cut.sequence]);
  }
  await remove(sweep, generation, [table, "sequence <= $2", cut.sequence]);
};

const trimControls = async (sweep: Sweep, generation: number, keep: number): Promise<void> => {
  const { pool } = sweep;
  const { rows } = await ask<{ sequence: number }>(
    pool,
    "SELECT sequence FROM control WHERE generation = $1 ORDER BY sequence DESC LIMIT 1 OFFSET $2",
    [generation, keep],
  );
  const [cut] = rows;
  if (cut === undefined) return;
  await ask(pool, "UPDATE progress SET swept = greatest(swept, $2) WHERE generation = $1", [generation, cut.sequence]);
  await remove(sweep, generation, ["control", "sequence <= $2", cut.sequence]);
};

const removeAnswers = async (sweep: Sweep, { generation, answer_bytes: counted }: Swept, plan: SweepPlan) => {
  const { pool } = sweep;
  await remove(sweep, generation, ["answer", "at < $2", plan.answersSince]);
  if (counted <= plan.bytes.answers) return;
  const { rows } = await ask<{ at: number | null }>(
    pool,
    "SELECT max(at) AS at FROM (SELECT at, sum(octet_length(body)) OVER (ORDER BY at DESC, digest) AS total " +
      "FROM answer WHERE generation = $1) s WHERE total > $2",
    [generation, plan.bytes.answers],
  );
  const at = rows[0]?.at;
  if (typeof at === "number") await remove(sweep, generation, ["answer", "at <= $2", at]);
  await ask(
    pool,
    "UPDATE progress SET answer_bytes = (SELECT coalesce(sum(octet_length(body)), 0) FROM answer WHERE generation = $1) WHERE generation = $1",
    [generation],
  );
};

const sweepRows = async (sweep: Sweep, fields: Swept, plan: SweepPlan): Promise<Forgotten> => {
  const { generation } = fields;
  const forgotten = { message: 0, attempt: 0 };
  const tables = [
    ["message", plan.messages, plan.bytes.messages],
    ["attempt", plan.attempts, plan.bytes.attempts],
  ] as const;
  for (const [table, rows, bytes] of tables) {
    if (fields[`${table}_rows`] <= rows && fields[`${table}_bytes`] <= bytes) continue;
    const cut = await cutOf(sweep, generation, table, [rows, bytes]);
    if (cut === undefined) continue;
    await forget(sweep, generation, table, cut);
    forgotten[table] = cut.rows;
  }
  await trimControls(sweep, generation, plan.controls);
  await removeAnswers(sweep, fields, plan);
  await remove(sweep, generation, ["hit", "until <= $2", plan.now]);
  return { namespace: fields.name, messages: forgotten.message, attempts: forgotten.attempt };
};

const removeDropped = async (sweep: Sweep): Promise<void> => {
  const { pool, stop } = sweep;
  // A copy that is under way counts as dropped as well, and is due in an hour.
  const { rows } = await ask<{ generation: number }>(
    pool,
    "SELECT generation FROM dropped d WHERE due <= now() AND NOT EXISTS (SELECT 1 FROM snapshot s WHERE s.generation = d.generation) " +
      "AND NOT EXISTS (SELECT 1 FROM progress p WHERE p.generation = d.generation)",
  );
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

const sweepAll = async (sweep: Sweep, planOf: (state: NamespaceState) => SweepPlan): Promise<SweptAll> => {
  const { pool, stop } = sweep;
  const dropped: string[] = [];
  const forgotten: Forgotten[] = [];
  const { rows } = await ask<Swept>(pool, "SELECT * FROM namespace JOIN progress USING (generation)");
  for (const fields of rows) {
    if (stop?.aborted) return { dropped, forgotten };
    const plan = planOf(stateOf(fields));
    const { unusedSince } = plan;
    const unused = unusedSince !== undefined && fields.last_used_at < unusedSince;
    if (unused && (await transaction(pool, (client) => dropNamespace(client, fields.name, unusedSince)))) {
      dropped.push(fields.name);
    } else {
      forgotten.push(await sweepRows(sweep, fields, plan));
    }
  }
  await removeDropped(sweep);
  return { dropped, forgotten: forgotten.filter(({ messages, attempts }) => messages + attempts > 0) };
};

/** One replica at a time; whoever comes while another sweeps has nothing to do. */
export const sweepStore = async (
  pool: Pool,
  planOf: (state: NamespaceState) => SweepPlan,
  stop?: AbortSignal,
): Promise<SweptAll> => {
  // The transaction does nothing but hold the lock, longer than others may rest.
  return transaction(pool, async (client) => {
    await client.query("SET LOCAL idle_in_transaction_session_timeout = '10min'");
    const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS locked", [
      sweepLock,
    ]);
    return rows[0]?.locked === true ? sweepAll({ pool, stop }, planOf) : { dropped: [], forgotten: [] };
  });
};
