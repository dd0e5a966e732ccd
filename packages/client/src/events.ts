import type { Operation } from "./operation.js";
import type { Outcome, UnknownReason } from "./outcome.js";

interface Occurrence {
  readonly operation: Operation;
  readonly requestId: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/** An attempt is about to be sent. */
export interface AttemptEvent extends Occurrence {
  readonly type: "attempt";
  readonly requestTime: string;
}

/** An attempt is over. */
export interface VerdictEvent extends Occurrence {
  readonly type: "verdict";
  readonly status: Outcome["status"];
  readonly reason: UnknownReason | undefined;
  readonly resultCode: string | undefined;
  readonly httpStatus: number | undefined;
  /** Code or name of the error behind `network`, such as `ECONNREFUSED`. */
  readonly detail: string | undefined;
  readonly durationMs: number;
}

/** The request will be sent again after a pause. */
export interface RetryEvent extends Occurrence {
  readonly type: "retry";
  readonly delayMs: number;
}

/** The call is over; `attempt` is the number of attempts. */
export interface OutcomeEvent extends Occurrence {
  readonly type: "outcome";
  readonly status: Outcome["status"];
  readonly reason: UnknownReason | undefined;
  readonly resultCode: string | undefined;
  readonly durationMs: number;
}

/** What `onEvent` hears: for logs and metrics, and free of tokens, keys and template parameters. */
export type ClientEvent = AttemptEvent | VerdictEvent | RetryEvent | OutcomeEvent;
