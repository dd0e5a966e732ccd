import type { Pool } from "pg";
import type { Forgotten, NamespaceState, SweepPlan } from "../store.js";
import { ask } from "./connection.js";
import { takeLease } from "./lease.js";
import type { Size } from "./lifecycle.js";
import { dropNamespace, removeDropped } from "./drop.js";
import { createPace } from "./pace.js";
import { type Sweep, countAnswers, forget, remove } from "./removal.js";
import { stateOf, type NamespaceFields } from "./states.js";

/** A namespace as a sweep finds it. */
type Swept = NamespaceFields & Size & { readonly last_used_at: number };

/** What a sweep has done. */
interface SweptAll {
  /** Names of the dropped namespaces. */
  readonly dropped: readonly string[];
  readonly forgotten: readonly Forgotten[];
}

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

/** Without a lock: most namespaces have none most of the time. */
const hasOldAnswers = async ({ pool }: Sweep, generation: number, since: number): Promise<boolean> => {
  const text = "SELECT 1 FROM answer WHERE generation = $1 AND at < $2 LIMIT 1";
  return (await ask(pool, text, [generation, since])).rows.length > 0;
};

const sweepRows = async (sweep: Sweep, fields: Swept, plan: SweepPlan): Promise<Forgotten> => {
  const { generation, answer_bytes: answerBytes } = fields;
  const forgetMost = (table: "message" | "attempt", rows: number, bytes: number): Promise<number> =>
    fields[`${table}_rows`] <= rows && fields[`${table}_bytes`] <= bytes
      ? Promise.resolve(0)
      : forget(sweep, generation, table, [rows, bytes]);
  const messages = await forgetMost("message", plan.messages, plan.bytes.messages);
  const attempts = await forgetMost("attempt", plan.attempts, plan.bytes.attempts);
  await trimControls(sweep, generation, plan.controls);
  const isTooMuch = answerBytes > plan.bytes.answers;
  if (isTooMuch) await countAnswers(sweep, generation, answerBytes);
  if (isTooMuch || (await hasOldAnswers(sweep, generation, plan.answersSince))) {
    await forget(sweep, generation, "answer", [plan.answersSince, plan.bytes.answers]);
  }
  await remove(sweep, generation, ["hit", "until <= $2", plan.now]);
  return { namespace: fields.name, messages, attempts };
};

const namespacesAtOnce = 200;

/** A part of the namespaces at a time, by name. */
async function* allNamespaces(pool: Pool): AsyncGenerator<Swept> {
  for (let last = ""; ;) {
    const { rows } = await ask<Swept>(
      pool,
      "SELECT * FROM namespace JOIN progress USING (generation) WHERE name > $1 ORDER BY name LIMIT $2",
      [last, namespacesAtOnce],
    );
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.name;
  }
}

const sweepAll = async (sweep: Sweep, planOf: (state: NamespaceState) => SweepPlan): Promise<SweptAll> => {
  const { pool, lease, stop } = sweep;
  const dropped: string[] = [];
  const forgotten: Forgotten[] = [];
  for await (const fields of allNamespaces(pool)) {
    if (stop?.aborted || !(await lease.renew())) break;
    const plan = planOf(stateOf(fields));
    const { unusedSince } = plan;
    const unused = unusedSince !== undefined && fields.last_used_at < unusedSince;
    if (unused && (await dropNamespace(pool, fields.name, unusedSince))) dropped.push(fields.name);
    else forgotten.push(await sweepRows(sweep, fields, plan));
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
  const lease = await takeLease(pool, "sweep");
  if (lease === undefined) return { dropped: [], forgotten: [] };
  try {
    return await sweepAll({ pool, lease, stop, pace: createPace() }, planOf);
  } finally {
    await lease.end();
  }
};
