import { InvalidRequestError } from "./errors.js";
import { type Frozen, freeze, frozen } from "./freeze.js";
import { type Operation, type RequestOf, requestRules } from "./operations.js";

/** A request ready to be sent, as a plain JSON value. It holds the accessToken: store it as you store secrets. */
export interface Prepared<Id extends Operation = Operation> {
  readonly version: 1;
  readonly operation: Id;
  /** The exact text of the body. */
  readonly body: string;
}

/**
 * Checks a request and settles its bytes, to be stored before it is sent: after a crash `client.resume` sends the same
 * bytes, in another process, and the platform's idempotency sees to it that the user gets one message.
 *
 * @throws {@link InvalidRequestError}
 */
export const prepare = <Id extends Operation = "sendMessage">(
  request: RequestOf<Id>,
  operation: Id = "sendMessage" as Id,
): Prepared<Id> => ({ version: 1, operation, body: freeze(operation, request).body });

/**
 * Reads what {@link prepare} returned, after any way through JSON.
 *
 * @throws {@link InvalidRequestError}
 */
export const thaw = <Id extends Operation>(prepared: Prepared<Id>): Frozen<Id> => {
  const { version, operation, body } = (prepared ?? {}) as Partial<Prepared<Id>>;
  if (version !== 1 || !operation || !Object.hasOwn(requestRules, operation) || typeof body !== "string") {
    throw new InvalidRequestError([{ field: "", rule: "must be what prepare() returned" }]);
  }
  return frozen(operation, body);
};
