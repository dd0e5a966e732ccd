import type { Issue } from "./errors.js";
import { sendMessageConstraints } from "./generated/constraints.js";
import type { RequestOf } from "./operation.js";
import { issuesOf } from "./validate.js";

type SendMessageRequest = RequestOf<"sendMessage">;

/** What sendInbox does not have, `appId` and `customerBelongsTo`, and whatever is to differ. */
export type MessageFields = Pick<SendMessageRequest, "appId" | "customerBelongsTo"> & Partial<SendMessageRequest>;

/** The new request, or all that stands in its way. */
export type Translation =
  | { readonly request: SendMessageRequest; readonly clashes?: never }
  | { readonly request?: never; readonly clashes: readonly Issue[] };

/**
 * Translates a request of sendInbox into one of sendMessage, whose rules are stricter: requestId and templateCode have
 * at most 64 characters instead of 128 and 256, authClientId is required, and `@ # ?` are not allowed. Nothing is cut
 * or replaced: what does not fit is a clash, to be settled through `fields`.
 *
 * The platform does not know that the two belong together: a requestId that sendInbox has taken is new to sendMessage.
 * Translate messages that were never sent, and resend unknown ones through sendInbox.
 *
 * @example
 * ```ts
 * import { toSendMessage } from "@miniprogram-messages/client/migrate";
 *
 * const inbox = { accessToken: "t", authClientId: "m", requestId: "r", templateCode: "T", templates: [{}] };
 * const { request, clashes } = toSendMessage(inbox, { appId: "P1", customerBelongsTo: "TNG" });
 * console.log(request?.requestId, clashes);
 * ```
 * @param fields taken over the fields of `inbox`.
 */
export const toSendMessage = (inbox: RequestOf<"sendInbox">, fields: MessageFields): Translation => {
  const request: SendMessageRequest = JSON.parse(JSON.stringify({ ...inbox, ...fields }));
  const clashes = issuesOf(request, sendMessageConstraints);
  return clashes.length > 0 ? { clashes } : { request };
};
