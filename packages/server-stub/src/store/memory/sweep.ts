import type { SweepPlan } from "../store.js";
import type { World } from "./world.js";

export const sweepWorld = ({ rows }: World, plan: Omit<SweepPlan, "unusedSince">): void => {
  rows.messages.trim(plan.messages);
  rows.attempts.trim(plan.attempts);
  rows.controls.trim(plan.controls);
  // Answers stand in the order of their storing, but the clock may have been reset in between: look at all.
  rows.answers.forget(plan.answersSince);
  for (const [key, hits] of rows.counters) {
    const kept = hits.filter(({ until }) => until > plan.now);
    if (kept.length > 0) rows.counters.set(key, kept);
    else rows.counters.delete(key);
  }
};
