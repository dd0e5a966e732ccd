import { StubError } from "../model/errors.js";

/**
 * What is the matter with a store: its disk or quota is full, it may only be read, its file is damaged, somebody else holds it,
 * it does not answer or is not there any more, or one piece of work is too large for it.
 */
export type StoreFault = "full" | "read-only" | "damaged" | "locked" | "lost" | "too-large";

/** The store did not take the effects, or nobody knows whether it did: the outcome is unknown (U). */
export class StoreLostError extends StubError {
  override readonly name = "StoreLostError";
  readonly fault: StoreFault;

  constructor(message = "the store does not answer", cause?: unknown, fault: StoreFault = "lost") {
    super("STORE_LOST", message, cause);
    this.fault = fault;
  }
}

/** The store cannot be opened: one clear line for the start-up. */
export class StoreUnusableError extends StubError {
  override readonly name = "StoreUnusableError";
  readonly fault: StoreFault;

  constructor(message: string, cause?: unknown, fault: StoreFault = "lost") {
    super("STORE_UNUSABLE", message, cause);
    this.fault = fault;
  }
}

/** Whether the store is to blame; whatever else is thrown is a defect of the stub. */
export const isStoreError = (error: unknown): error is StoreLostError | StoreUnusableError =>
  error instanceof StoreLostError || error instanceof StoreUnusableError;

/** The namespace has moved on since the caller looked at it; look again and ask again. Nothing was applied. */
export class StaleRevisionError extends StubError {
  override readonly name = "StaleRevisionError";

  constructor(namespace: string) {
    super("REVISION_STALE", `namespace ${namespace} was changed meanwhile`);
  }
}

/** Whether there was no room. */
export const isFullStore = (error: unknown): boolean => isStoreError(error) && error.fault === "full";
