import type { SweepPlan } from "../store.js";
import { ask } from "./connection.js";
import type { Sweep } from "./removal.js";
import type { NamespaceFields } from "./states.js";

/** A layer of a namespace or of its snapshots, with what none of them shows any more: it may go, whoever else has the layer. */
export interface SweptLayer {
  readonly generation: number;
  /** Whether no snapshot has it. */
  readonly isOwn: boolean;
  /** Messages and attempts up to these sequences. */
  readonly message: number;
  readonly attempt: number;
  /** Virtual times: answers from before the one, and hits that count no longer than until the other. */
  readonly answersSince: number;
  readonly now: number;
}

interface Holder {
  readonly chain: readonly number[];
  readonly is_snapshot: boolean;
  readonly message_floor: number;
  readonly attempt_floor: number;
  readonly clock_offset: number;
  /** Whether its configuration is that of the namespace. */
  readonly is_alike: boolean;
}

const columns = "chain, message_floor, attempt_floor, clock_offset";
const holders =
  `SELECT ${columns}, false AS is_snapshot, true AS is_alike FROM namespace WHERE name = $1 AND generation = $2 UNION ALL ` +
  `SELECT ${columns.replaceAll(/\w+/gu, "s.$&")}, true, s.config = n.config FROM snapshot s JOIN namespace n ON n.name = s.namespace ` +
  "WHERE n.name = $1 AND n.generation = $2";

/** With the clock that restoring it would set; what another configuration retains is not known here, so that its answers stay. */
const limitsOf = (holder: Holder, plan: SweepPlan, clockOffset: number): Omit<SweptLayer, "generation"> => {
  const later = holder.clock_offset - clockOffset;
  return {
    isOwn: !holder.is_snapshot,
    message: holder.message_floor,
    attempt: holder.attempt_floor,
    answersSince: holder.is_alike ? plan.answersSince + later : Number.NEGATIVE_INFINITY,
    now: plan.now + later,
  };
};

/**
 * Every layer that the namespace or one of its snapshots has, the lower ones first; none when a snapshot has moved it on. The limits stay
 * true: whoever has a layer later has it from one of these, with limits that are no lower.
 */
export const sweptLayers = async (
  { pool }: Sweep,
  { name, generation: top, clock_offset: clockOffset }: NamespaceFields,
  plan: SweepPlan,
): Promise<readonly SweptLayer[]> => {
  const { rows } = await ask<Holder>(pool, holders, [name, top]);
  const layers = new Map<number, SweptLayer>();
  for (const holder of rows) {
    const limits = limitsOf(holder, plan, clockOffset);
    for (const generation of holder.chain.toReversed()) {
      const { isOwn, message, attempt, answersSince, now } = layers.get(generation) ?? limits;
      layers.set(generation, {
        generation,
        isOwn: isOwn && limits.isOwn,
        message: Math.min(message, limits.message),
        attempt: Math.min(attempt, limits.attempt),
        answersSince: Math.min(answersSince, limits.answersSince),
        now: Math.min(now, limits.now),
      });
    }
  }
  return [...layers.values()];
};

/** Those that have a row beyond a limit, in one statement: most layers have none most of the time. */
export const withRows = async (
  { pool }: Sweep,
  layers: readonly SweptLayer[],
  [table, condition]: readonly [table: string, condition: string],
  limitOf: (layer: SweptLayer) => number,
): Promise<readonly SweptLayer[]> => {
  if (layers.length === 0) return [];
  const { rows } = await ask<{ generation: number }>(
    pool,
    "SELECT layer.generation FROM unnest($1::bigint[], $2::float8[]) AS layer (generation, most) " +
      `CROSS JOIN LATERAL (SELECT 1 FROM ${table} WHERE generation = layer.generation AND ${condition} LIMIT 1) found`,
    [layers.map(({ generation }) => generation), layers.map(limitOf)],
  );
  const found = new Set(rows.map(({ generation }) => generation));
  return layers.filter(({ generation }) => found.has(generation));
};
