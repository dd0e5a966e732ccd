import type { AttemptQuery, Decision, Facts } from "../store.js";
import type { Rows, World } from "./world.js";

const NO_COUNTS: readonly number[] = [];
const NO_FAULTS: Facts["faults"] = [];

/** Hits come in the order of the clock, so the window is a tail of the list. */
const countHits = (rows: Rows, key: string, since: number): number => {
  const hits = rows.counters.get(key) ?? [];
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle]?.at ?? 0) <= since) low = middle + 1;
    else high = middle;
  }
  return hits.length - low;
};

export const gatherFacts = (world: World, query: AttemptQuery): Facts => {
  const { rows, state } = world;
  const stored = query.key === undefined ? undefined : rows.answers.get(query.key);
  const counts =
    query.counters.length === 0 ? NO_COUNTS : query.counters.map(({ key, since }) => countHits(rows, key, since));
  const faults =
    query.faults.length === 0
      ? NO_FAULTS
      : query.faults.map((id) =>
          state.faults.some((fault) => fault.id === id)
            ? (rows.faultCounts.get(id) ?? { drawn: 0, happened: 0 })
            : undefined,
        );
  return stored ? { stored, counts, faults } : { counts, faults };
};

const keepHits = (rows: Rows, hits: NonNullable<Decision["hits"]>): void => {
  for (const { key, at, until } of hits) {
    const kept = rows.counters.get(key) ?? [];
    const worthless = kept.findIndex((hit) => hit.until > at);
    if (worthless > 0) kept.splice(0, worthless);
    kept.push({ at, until });
    rows.counters.set(key, kept);
  }
};

const keepDraws = (rows: Rows, draws: NonNullable<Decision["draws"]>): void => {
  for (const { id, happened } of draws) {
    const count = rows.faultCounts.get(id) ?? { drawn: 0, happened: 0 };
    rows.faultCounts.set(id, { drawn: count.drawn + 1, happened: count.happened + (happened ? 1 : 0) });
  }
};

/** Returns the sequence of the attempt, 0 when there is no row. */
export const applyDecision = (world: World, query: AttemptQuery, decision: Decision): number => {
  const { rows } = world;
  const { attempt, message, store, dueAt } = decision;
  if (store && query.key !== undefined) rows.answers.keep(query.key, store);
  if (decision.hits) keepHits(rows, decision.hits);
  if (decision.draws) keepDraws(rows, decision.draws);
  if (!attempt && !message) return 0;
  world.sequence += 1;
  const { sequence } = world;
  if (attempt) rows.attempts.push({ ...attempt, sequence });
  if (message) {
    rows.messages.push({ ...message, sequence });
    if (dueAt !== undefined) rows.outbox.set(message.messageId, { sequence, dueAt, attempts: 0 });
  }
  return sequence;
};
