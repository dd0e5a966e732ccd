import type { Forgotten, SweepPlan } from "../store.js";
import { ask } from "./connection.js";
import { isKept } from "./layers.js";
import { mergeLayers } from "./merge.js";
import {
  type Numbered,
  type Sweep,
  countAnswers,
  forget,
  forgetAnswers,
  purge,
  remove,
  settleAnswers,
} from "./removal.js";
import type { NamespaceFields } from "./states.js";

/** A namespace as a sweep finds it. */
export type Swept = NamespaceFields & {
  readonly last_used_at: number;
  readonly message_rows: number;
  readonly message_bytes: number;
  readonly attempt_rows: number;
  readonly attempt_bytes: number;
  readonly answer_bytes: number;
};

/** Those of a namespace's layers that no snapshot has, the topmost first. */
const ownLayers = async ({ pool }: Sweep, { name, chain }: Swept): Promise<readonly number[]> => {
  const { rows } = await ask<{ generation: number }>(
    pool,
    "SELECT generation FROM unnest($2::bigint[]) WITH ORDINALITY AS layer (generation, depth) " +
      `WHERE NOT ${isKept("$1", "generation")} ORDER BY depth`,
    [name, chain],
  );
  return rows.map(({ generation }) => generation);
};

/** Controls go where neither the namespace nor a snapshot of it promises them any more. */
const trimControls = async (sweep: Sweep, { name, generation, chain }: Swept, keep: number): Promise<void> => {
  const { pool } = sweep;
  const { rows } = await ask<{ sequence: number }>(
    pool,
    "SELECT sequence FROM control WHERE generation = ANY($1::bigint[]) ORDER BY sequence DESC LIMIT 1 OFFSET $2",
    [chain, keep],
  );
  const [cut] = rows;
  if (cut === undefined) return;
  const said = await ask(pool, "UPDATE progress SET swept = greatest(swept, $2) WHERE top = $1", [
    generation,
    cut.sequence,
  ]);
  // It has moved on meanwhile, and readers would not learn that something is gone.
  if (said.rowCount === 0) return;
  const promised = await ask<{ swept: number }>(
    pool,
    "SELECT least($2::bigint, (SELECT min(swept) FROM snapshot WHERE namespace = $1)) AS swept",
    [name, cut.sequence],
  );
  const until = promised.rows[0]?.swept ?? 0;
  for (const layer of chain) await remove(sweep, layer, ["control", "sequence <= $2", until]);
};

/** Without a lock: most namespaces have none most of the time. */
const hasRow = async ({ pool }: Sweep, table: string, condition: string, values: readonly number[]): Promise<boolean> =>
  (await ask(pool, `SELECT 1 FROM ${table} WHERE generation = $1 AND ${condition} LIMIT 1`, values)).rows.length > 0;

const trimAnswers = async (sweep: Sweep, fields: Swept, own: readonly number[], plan: SweepPlan): Promise<void> => {
  const { generation: top, chain, answer_bytes: standing } = fields;
  const most = plan.bytes.answers;
  let excess = 0;
  if (standing > most) {
    const counted = new Map<number, number>();
    for (const generation of chain) counted.set(generation, await countAnswers(sweep, generation));
    const total = [...counted.values()].reduce((sum, bytes) => sum + bytes, 0);
    await settleAnswers(sweep, top, standing - total);
    // What a snapshot has stays whatever goes here.
    excess = own.reduce((sum, generation) => sum + (counted.get(generation) ?? 0), 0) - most;
  }
  for (const generation of own.toReversed()) {
    if (excess <= 0 && !(await hasRow(sweep, "answer", "at < $2", [generation, plan.answersSince]))) continue;
    excess -= await forgetAnswers(sweep, top, generation, [plan.answersSince, excess]);
  }
};

/** What was forgotten while a snapshot had it. */
const purgeOwn = async (sweep: Sweep, { generation: top, name }: Swept, own: readonly number[]): Promise<void> => {
  const { rows } = await ask<Pick<NamespaceFields, "message_floor" | "attempt_floor">>(
    sweep.pool,
    "SELECT message_floor, attempt_floor FROM namespace WHERE name = $1 AND generation = $2",
    [name, top],
  );
  const [floors] = rows;
  if (floors === undefined) return;
  for (const table of ["message", "attempt"] as const satisfies readonly Numbered[]) {
    const floor = floors[`${table}_floor`];
    if (floor === 0) continue;
    for (const generation of own) {
      if (await hasRow(sweep, table, "sequence <= $2", [generation, floor]))
        await purge(sweep, top, generation, [table, floor]);
    }
  }
};

/** Forgets what a namespace has too much of, and merges its layers. */
export const sweepRows = async (sweep: Sweep, fields: Swept, plan: SweepPlan): Promise<Forgotten> => {
  const { generation, name } = fields;
  const forgetMost = (table: Numbered, rows: number, bytes: number): Promise<number> =>
    fields[`${table}_rows`] <= rows && fields[`${table}_bytes`] <= bytes
      ? Promise.resolve(0)
      : forget(sweep, generation, table, [rows, bytes]);
  const messages = await forgetMost("message", plan.messages, plan.bytes.messages);
  const attempts = await forgetMost("attempt", plan.attempts, plan.bytes.attempts);
  await trimControls(sweep, fields, plan.controls);
  const own = await ownLayers(sweep, fields);
  await trimAnswers(sweep, fields, own, plan);
  await purgeOwn(sweep, fields, own);
  for (const layer of own) await remove(sweep, layer, ["hit", "until <= $2", plan.now]);
  if (fields.chain.length > 1) await mergeLayers(sweep, name);
  return { namespace: name, messages, attempts };
};
