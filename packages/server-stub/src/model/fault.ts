import type { Operation } from "./operation.js";

/** An answer before processing, as a proxy gives it. */
export interface HttpFault {
  readonly status: number;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** What goes wrong: exactly one of these, `jitter` with `latency` alone. */
export interface FaultEffect {
  readonly result?: string;
  /** Milliseconds before processing. */
  readonly latency?: number;
  /** Up to this many milliseconds more. */
  readonly jitter?: number;
  readonly lostResponse?: true;
  readonly reset?: true;
  readonly cutBody?: true;
  readonly garbage?: true;
  readonly badSignature?: true;
  /** The answer is not signed. */
  readonly unsigned?: true;
  /** The answer is signed for a Client-Id that did not ask. */
  readonly otherClient?: true;
  readonly http?: HttpFault;
}

export interface Fault {
  readonly operation?: Operation;
  readonly requestId?: string;
  readonly times?: number;
  readonly probability?: number;
  readonly seed?: number;
  readonly effect: FaultEffect;
}

/** A fault as it was planned. `seed` is always set, so that draws can be repeated after a restart. */
export interface PlannedFault extends Fault {
  readonly id: string;
  readonly seed: number;
}

/** What has become of a planned fault. */
export interface FaultCount {
  /** Requests that matched while `times` was not used up: the number of draws made. */
  readonly drawn: number;
  /** Draws that came out as "it happens". */
  readonly happened: number;
}
