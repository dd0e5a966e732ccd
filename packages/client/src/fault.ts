/**
 * Why nobody knows what became of a request.
 *
 * - `result`: the platform answered U.
 * - `network`: no connection, or it broke.
 * - `timeout`: no complete answer in time.
 * - `http`: another HTTP status than 200, redirects included (E12).
 * - `protocol`: HTTP 200 with something that is no answer of this API.
 * - `unverified`: an answer that the platform's key does not vouch for (E15).
 * - `aborted`: the caller's signal; with `attempts: 0` nothing was sent.
 */
export type UnknownReason = "result" | "network" | "timeout" | "http" | "protocol" | "unverified" | "aborted";

/** Ends an attempt without a trustworthy answer. Never leaves the package. */
export class Fault extends Error {
  readonly reason: UnknownReason;

  constructor(reason: UnknownReason, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}
