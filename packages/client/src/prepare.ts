import { InvalidRequestError } from "./errors.js";
import { checkBody, freeze } from "./freeze.js";
import type { Frozen, Operation, RequestOf } from "./operation.js";
import { definitions } from "./operations.js";

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
 * @example
 * ```ts
 * import { prepare } from "@miniprogram-messages/client";
 *
 * const prepared = prepare({
 *   appId: "P000000000000001xxxx",
 *   accessToken: "2019112719074101000700000077771xxxx",
 *   authClientId: "202016726873874774774xxxx",
 *   customerBelongsTo: "GCASH",
 *   requestId: "20191129872100000777719901212",
 *   templateCode: "TP_5800000001xxxx",
 *   templates: [{ templateParameters: { customContent: "test content" }, language: "en-US" }],
 * });
 * console.log(prepared.operation);
 * ```
 */
export function prepare(request: RequestOf<"sendMessage">, operation?: "sendMessage"): Prepared<"sendMessage">;
/** @deprecated The API is no longer maintained: prepare a `sendMessage`. */
export function prepare(request: RequestOf<"sendInbox">, operation: "sendInbox"): Prepared<"sendInbox">;
export function prepare(request: RequestOf<Operation>, operation: Operation = "sendMessage"): Prepared {
  return { version: 1, operation, body: freeze(operation, request).body };
}

/**
 * Reads what {@link prepare} returned, after any way through JSON.
 *
 * @throws {@link InvalidRequestError}
 */
export const thaw = <Id extends Operation>({ version, operation, body }: Prepared<Id>): Frozen<Id> => {
  if (version !== 1 || !Object.hasOwn(definitions, operation)) {
    throw new InvalidRequestError([{ field: "", rule: "must be what prepare() returned" }]);
  }
  return checkBody(operation, body);
};
