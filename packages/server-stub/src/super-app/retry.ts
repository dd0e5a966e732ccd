/** When a delivery that did not succeed is tried again. */
export interface RetryPlan {
  /** Milliseconds before the second attempt; at most a second. */
  readonly first: number;
  /** Longest pause, in milliseconds. */
  readonly cap: number;
  /** Attempts after which a message that nobody took has failed. */
  readonly mostAttempts: number;
}

/** About a day. */
export const defaultRetryPlan: RetryPlan = { first: 500, cap: 30_000, mostAttempts: 3000 };

/** Fraction of a pause that is drawn, so that a super app that comes back is not hit by everything at once. */
const spread = 0.2;

/**
 * Milliseconds until the next attempt, after `attempts` of them: doubling from `first` up to `cap`, minus up to a fifth.
 *
 * @param random a number from 0 up to 1
 */
export const pauseAfter = (attempts: number, random: number, plan: RetryPlan = defaultRetryPlan): number => {
  const full = Math.min(plan.cap, plan.first * 2 ** Math.min(attempts - 1, 30));
  return Math.round(full * (1 - spread * random));
};
