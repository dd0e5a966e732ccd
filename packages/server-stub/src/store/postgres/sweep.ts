import type { Pool } from "pg";
import type { Forgotten, NamespaceState, SweepPlan } from "../store.js";
import { ask } from "./connection.js";
import { takeLease } from "./lease.js";
import { dropNamespace, removeDropped } from "./drop.js";
import { createPace } from "./pace.js";
import type { Sweep } from "./removal.js";
import { stateOf } from "./states.js";
import { type Swept, sweepRows } from "./sweep-rows.js";

/** What a sweep has done. */
interface SweptAll {
  /** Names of the dropped namespaces. */
  readonly dropped: readonly string[];
  readonly forgotten: readonly Forgotten[];
  /** False when it was told to stop, or somebody else sweeps. */
  readonly isDone: boolean;
}

const namespacesAtOnce = 200;

/** A part of the namespaces at a time, by name. */
async function* allNamespaces(pool: Pool): AsyncGenerator<Swept> {
  for (let last = ""; ;) {
    const { rows } = await ask<Swept>(
      pool,
      "SELECT * FROM namespace JOIN progress ON top = generation WHERE name > $1 ORDER BY name LIMIT $2",
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
  const goesOn = async (): Promise<boolean> => stop?.aborted !== true && lease.renew();
  for await (const fields of allNamespaces(pool)) {
    if (!(await goesOn())) break;
    const plan = planOf(stateOf(fields));
    const { unusedSince } = plan;
    const unused = unusedSince !== undefined && fields.last_used_at < unusedSince;
    if (unused && (await dropNamespace(pool, fields.name, unusedSince))) dropped.push(fields.name);
    else forgotten.push(await sweepRows(sweep, fields, plan));
  }
  await removeDropped(sweep);
  return {
    dropped,
    forgotten: forgotten.filter(({ messages, attempts }) => messages + attempts > 0),
    isDone: await goesOn(),
  };
};

/** One replica at a time; whoever comes while another sweeps has nothing to do. */
export const sweepStore = async (
  pool: Pool,
  planOf: (state: NamespaceState) => SweepPlan,
  stop?: AbortSignal,
): Promise<SweptAll> => {
  const lease = await takeLease(pool, "sweep");
  if (lease === undefined) return { dropped: [], forgotten: [], isDone: false };
  try {
    return await sweepAll({ pool, lease, stop, pace: createPace() }, planOf);
  } finally {
    await lease.end();
  }
};
