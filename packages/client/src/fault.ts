import type { UnknownReason } from "./outcome.js";

/** Ends an attempt without a trustworthy answer. Never leaves the package. */
export class Fault extends Error {
  readonly reason: UnknownReason;

  constructor(reason: UnknownReason, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}
