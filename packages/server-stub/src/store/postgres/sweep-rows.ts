import type { Forgotten, SweepPlan } from "../store.js";
import { ask } from "./connection.js";
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
import { type SweptLayer, sweptLayers, withRows } from "./swept-layers.js";

/** A namespace as a sweep finds it. */
export type Swept = NamespaceFields & {
  readonly last_used_at: number;
  readonly message_rows: number;
  readonly message_bytes: number;
  readonly attempt_rows: number;
  readonly attempt_bytes: number;
  readonly answer_bytes: number;
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

const trimAnswers = async (
  sweep: Sweep,
  { generation: top, chain, answer_bytes: standing }: Swept,
  layers: readonly SweptLayer[],
  most: number,
): Promise<void> => {
  const own = layers.filter(({ isOwn }) => isOwn);
  let excess = 0;
  if (standing > most) {
    // What a snapshot has stays, whatever its size: it is not counted again in each sweep.
    let bytes = 0;
    for (const { generation } of own) bytes += await countAnswers(sweep, generation);
    if (own.length === chain.length) await settleAnswers(sweep, top, standing - bytes);
    excess = bytes - most;
  }
  const old = await withRows(sweep, layers, ["answer", "at < layer.most"], ({ answersSince }) => answersSince);
  for (const layer of layers) {
    const isTooMuch = layer.isOwn && excess > 0;
    if (!isTooMuch && !old.includes(layer)) continue;
    const bytes = await forgetAnswers(sweep, top, layer.generation, [layer.answersSince, excess]);
    if (layer.isOwn) excess -= bytes;
  }
};

/** What was forgotten while a snapshot had it, as soon as none shows it. */
const purgeForgotten = async (sweep: Sweep, layers: readonly SweptLayer[]): Promise<void> => {
  for (const table of ["message", "attempt"] as const satisfies readonly Numbered[]) {
    const floorOf = (layer: SweptLayer): number => layer[table];
    const cut = layers.filter((layer) => floorOf(layer) > 0);
    const full = await withRows(sweep, cut, [table, "sequence <= layer.most::bigint"], floorOf);
    for (const layer of full) await purge(sweep, layer.generation, [table, floorOf(layer)]);
  }
};

const removeHits = async (sweep: Sweep, layers: readonly SweptLayer[]): Promise<void> => {
  const over = await withRows(sweep, layers, ["hit", "until <= layer.most"], ({ now }) => now);
  for (const { generation, now } of over) await remove(sweep, generation, ["hit", "until <= $2", now]);
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
  const layers = await sweptLayers(sweep, fields, plan);
  await trimAnswers(sweep, fields, layers, plan.bytes.answers);
  // Of the topmost one nothing is hidden: its rows went when they were forgotten.
  await purgeForgotten(
    sweep,
    layers.filter((layer) => layer.generation !== generation),
  );
  await removeHits(sweep, layers);
  if (fields.chain.length > 1) await mergeLayers(sweep, name);
  return { namespace: name, messages, attempts };
};
