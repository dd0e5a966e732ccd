// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit.

import type { KnownResultCode } from "./result-codes.js";

export interface Explanation {
  readonly status: "S" | "A" | "F" | "U";
  /** The documented text of `resultMessage`. */
  readonly message: string;
  /** What the caller does next; may be empty. */
  readonly action: string;
  /** Where the code is documented. */
  readonly source: "common" | "api-page" | "borrowed";
  /** The operations that list it. */
  readonly operations: readonly ("sendMessage" | "sendInbox")[];
}

export const explanations: Readonly<Record<KnownResultCode, Explanation>> = {
  SUCCESS: { status: "S", message: "success", action: "", source: "common", operations: ["sendMessage", "sendInbox"] },
  TEMPLATE_NOT_EXIST: {
    status: "F",
    message: "The template does not exist.",
    action: "Check whether the template ID is correct.",
    source: "api-page",
    operations: ["sendMessage"],
  },
  USER_NOT_SUBSCRIBED: {
    status: "F",
    message: "The user does not subscribe to this channel.",
    action: "-",
    source: "api-page",
    operations: ["sendMessage"],
  },
  MESSAGE_SEND_EXCEED_LIMIT: {
    status: "F",
    message: "The delivery frequency of the notification exceeds the limits set by the super app.",
    action: "-",
    source: "api-page",
    operations: ["sendMessage"],
  },
  PROCESS_FAIL: {
    status: "F",
    message: "A general business failure occurred. Do not retry.",
    action: "contact technical support",
    source: "common",
    operations: ["sendMessage", "sendInbox"],
  },
  PARAM_ILLEGAL: {
    status: "F",
    message: "Illegal parameters. For example, non-numeric input, invalid date.",
    action: "check header and body fields",
    source: "common",
    operations: ["sendMessage", "sendInbox"],
  },
  INVALID_API: {
    status: "F",
    message: "The called API is invalid or not active.",
    action: "check the API name",
    source: "common",
    operations: ["sendMessage", "sendInbox"],
  },
  ACCESS_DENIED: {
    status: "F",
    message: "Access is denied.",
    action: "see the resultMessage",
    source: "common",
    operations: ["sendMessage", "sendInbox"],
  },
  REQUEST_TRAFFIC_EXCEED_LIMIT: {
    status: "F",
    message: "The request traffic exceeds the limit.",
    action: "slow down",
    source: "common",
    operations: ["sendMessage", "sendInbox"],
  },
  EXPIRED_ACCESS_TOKEN: {
    status: "F",
    message: "The access token is expired.",
    action: "refresh the token",
    source: "common",
    operations: ["sendMessage", "sendInbox"],
  },
  UNKNOWN_EXCEPTION: {
    status: "U",
    message: "An API calling is failed, which is caused by unknown reasons.",
    action: "send again with the same requestId",
    source: "common",
    operations: ["sendMessage", "sendInbox"],
  },
  INVALID_SIGNATURE: {
    status: "F",
    message: "The signature is invalid.",
    action: "check the signed string, the key and the Signature header",
    source: "borrowed",
    operations: ["sendMessage", "sendInbox"],
  },
  INVALID_CLIENT: {
    status: "F",
    message: "The client is invalid.",
    action: "check the Client-Id header",
    source: "borrowed",
    operations: ["sendMessage", "sendInbox"],
  },
  KEY_NOT_FOUND: {
    status: "F",
    message: "The key is not found.",
    action: "check keyVersion and the public key registered for the client",
    source: "borrowed",
    operations: ["sendMessage", "sendInbox"],
  },
  METHOD_NOT_SUPPORTED: {
    status: "F",
    message: "The HTTP method is not supported.",
    action: "use POST",
    source: "borrowed",
    operations: ["sendMessage", "sendInbox"],
  },
  MEDIA_TYPE_NOT_ACCEPTABLE: {
    status: "F",
    message: "The media type is not acceptable.",
    action: "send application/json; charset=UTF-8",
    source: "borrowed",
    operations: ["sendMessage", "sendInbox"],
  },
  REPEAT_REQ_INCONSISTENT: {
    status: "F",
    message: "The repeated request is inconsistent with the first one.",
    action: "use a new requestId for other content",
    source: "borrowed",
    operations: ["sendMessage", "sendInbox"],
  },
  ACCEPT: {
    status: "A",
    message: "The request is accepted.",
    action: "do not resend",
    source: "common",
    operations: ["sendInbox"],
  },
  INVALID_ACCESS_TOKEN: {
    status: "F",
    message: "The access token is invalid.",
    action: "Restart the OAuth again or refresh the token and try again.",
    source: "api-page",
    operations: ["sendInbox"],
  },
  INVALID_AUTH_CLIENT: {
    status: "F",
    message: "The authentication client ID is invalid.",
    action:
      "The authClientId is the appId for mini programs. Check if the appId is correct; if yes, contact your service provider.",
    source: "api-page",
    operations: ["sendInbox"],
  },
  USER_STATUS_ERROR: {
    status: "F",
    message: "The user account status is wrong.",
    action: "The user account might be locked or unregistered.",
    source: "api-page",
    operations: ["sendInbox"],
  },
  VERIFY_REQUEST_ID_INVALID: {
    status: "F",
    message: "The request ID is invalid.",
    action: "Check the format of the requestId and try again.",
    source: "api-page",
    operations: ["sendInbox"],
  },
};
