import type { Forgotten, NamespaceRow, SweepPlan } from "../store.js";
import { inSlices } from "../../model/slices.js";
import { type World, bytesOf } from "./world.js";

/** Adds up what the logs have let go since the last look, by themselves or in a sweep. */
export const countForgotten = (world: World): Omit<Forgotten, "namespace"> => {
  const { rows, forgotten, counted } = world;
  const now = { messages: rows.messages.gone, attempts: rows.attempts.gone };
  const more = { messages: now.messages - counted.messages, attempts: now.attempts - counted.attempts };
  forgotten.messages += more.messages;
  forgotten.attempts += more.attempts;
  world.counted = now;
  return more;
};

export const countWorld = (world: World): NamespaceRow => {
  countForgotten(world);
  const { state, rows, createdAt, lastUsedAt, forgotten } = world;
  return {
    name: state.name,
    createdAt,
    lastUsedAt,
    messages: rows.messages.length,
    attempts: rows.attempts.length,
    bytes: bytesOf(rows),
    forgotten: { ...forgotten },
  };
};

/** Rows of another kind take their place: what those let go is none of what was counted. */
export const replaceRows = (world: World, rows: World["rows"]): void => {
  countForgotten(world);
  world.rows = rows;
  world.counted = { messages: rows.messages.gone, attempts: rows.attempts.gone };
};

/** In slices. Attempts may come in between: what they add is newer than what goes. */
export const sweepWorld = async ({ rows }: World, plan: Omit<SweepPlan, "unusedSince">): Promise<void> => {
  rows.messages.trim(plan.messages, plan.bytes.messages);
  rows.attempts.trim(plan.attempts, plan.bytes.attempts);
  rows.controls.trim(plan.controls);
  // Answers stand in the order of their storing, but the clock may have been reset in between: look at all.
  await rows.answers.forget(plan.answersSince, plan.bytes.answers);
  for await (const slice of inSlices(rows.counters.keys())) {
    for (const key of slice) {
      const kept = rows.counters.get(key)?.filter(({ until }) => until > plan.now) ?? [];
      if (kept.length > 0) rows.counters.set(key, kept);
      else rows.counters.delete(key);
    }
  }
};
