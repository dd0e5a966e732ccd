import { ClientError } from "./errors.js";
import type { Operation } from "./operation.js";
import type { Accepted, Failed, Outcome, Succeeded, Unknown } from "./outcome.js";

/** A `failed` or `unknown` outcome as an exception, by {@link unwrap}; `code` is its `resultCode`, or else its reason. */
export class OutcomeError extends ClientError {
  override readonly name = "OutcomeError";
  readonly code: string;
  readonly outcome: Failed | Unknown;

  constructor(outcome: Failed | Unknown) {
    const { status, requestId, resultCode, reason } = outcome;
    const code = resultCode ?? reason ?? status;
    super(`${requestId}: ${status} (${code})${status === "unknown" ? "; send it again with the same requestId" : ""}`);
    this.code = code;
    this.outcome = outcome;
  }
}

/**
 * For callers who would rather catch: returns a `succeeded` or `accepted` outcome and throws the others.
 *
 * @throws {@link OutcomeError}
 * @example
 * ```ts
 * import { createClient, unwrap } from "@miniprogram-messages/client";
 *
 * const client = createClient({ fetch: async () => new Response('{"result":{"resultStatus":"S"},"messageId":"m-1"}') });
 * const outcome = await client.sendInbox({ accessToken: "t", requestId: "r", templateCode: "T", templates: [{}] });
 * console.log(unwrap(outcome).messageId);
 * ```
 */
export const unwrap = <Id extends Operation>(outcome: Outcome<Id>): Succeeded<Id> | Accepted<Id> => {
  if (outcome.status === "succeeded" || outcome.status === "accepted") return outcome;
  throw new OutcomeError(outcome);
};
