import { StubError } from "../model/errors.js";

/** The store did not take the effects, or nobody knows whether it did: the outcome is unknown (U). */
export class StoreLostError extends StubError {
  override readonly name = "StoreLostError";

  constructor(message = "the store does not answer", cause?: unknown) {
    super("STORE_LOST", message, cause);
  }
}

/** The store cannot be opened: one clear line for the start-up. */
export class StoreUnusableError extends StubError {
  override readonly name = "StoreUnusableError";

  constructor(message: string, cause?: unknown) {
    super("STORE_UNUSABLE", message, cause);
  }
}

/** The namespace has moved on since the caller looked at it; look again and ask again. Nothing was applied. */
export class StaleRevisionError extends StubError {
  override readonly name = "StaleRevisionError";

  constructor(namespace: string) {
    super("REVISION_STALE", `namespace ${namespace} was changed meanwhile`);
  }
}
