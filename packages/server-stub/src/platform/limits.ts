import type { AttemptQuery, CounterHit } from "../store/store.js";
import type { Attempt } from "./request.js";
import { type RegistryLookup, type Verdict, refusal } from "./verdicts.js";

/** A sliding window that a request counts in. */
export interface Counter {
  readonly kind: "perUser" | "traffic";
  readonly key: string;
  readonly count: number;
  readonly length: number;
}

/** Windows of a request: per user, then traffic per client. */
export const countersOf = (attempt: Attempt, lookup: RegistryLookup, customer: string): readonly Counter[] => {
  const { perUser, traffic } = lookup.registry;
  const counters: Counter[] = [];
  if (perUser) counters.push({ kind: "perUser", key: `user ${customer}`, ...perUser });
  if (traffic) counters.push({ kind: "traffic", key: `client ${attempt.clientId}`, ...traffic });
  return counters;
};

export const counterQueries = (counters: readonly Counter[], now: number): AttemptQuery["counters"] =>
  counters.map(({ key, length }) => ({ key, since: now - length }));

export const checkLimits = (
  lookup: RegistryLookup,
  counters: readonly Counter[],
  counts: readonly number[],
): Verdict | undefined => {
  const full = counters.find(({ count }, index) => (counts[index] ?? 0) >= count);
  if (!full) return undefined;
  const detail = `limits.${full.kind}: ${full.count} in the window`;
  return refusal(lookup, full.kind === "traffic" ? "traffic-limit" : "user-limit", detail);
};

/** A request within the limits counts as traffic; only a message that is taken counts for its user. */
export const hitsOf = (counters: readonly Counter[], now: number, taken: boolean): readonly CounterHit[] =>
  counters
    .filter(({ kind }) => taken || kind === "traffic")
    .map(({ key, length }) => ({ key, at: now, until: now + length }));
