/** What a user got of an attempt. */
export type OutcomeStatus = "delivered" | "queued" | "undelivered" | "rejected" | "unknown";

export interface Outcome {
  readonly status: OutcomeStatus;
  /** Why, in words. */
  readonly reason: string;
  /** What decided the attempt. */
  readonly state?: string;
  /** What to do about it. */
  readonly mend?: string;
  /** Id of the sentence of the API pages that says so. */
  readonly statement?: string;
}
