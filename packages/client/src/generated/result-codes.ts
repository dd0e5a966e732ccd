// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit.

/** The result codes known for `sendMessage`; the platform may send others. */
export type SendMessageResultCode =
  | "SUCCESS"
  | "TEMPLATE_NOT_EXIST"
  | "USER_NOT_SUBSCRIBED"
  | "MESSAGE_SEND_EXCEED_LIMIT"
  | "PROCESS_FAIL"
  | "PARAM_ILLEGAL"
  | "INVALID_API"
  | "ACCESS_DENIED"
  | "REQUEST_TRAFFIC_EXCEED_LIMIT"
  | "EXPIRED_ACCESS_TOKEN"
  | "UNKNOWN_EXCEPTION"
  | "INVALID_SIGNATURE"
  | "INVALID_CLIENT"
  | "KEY_NOT_FOUND"
  | "METHOD_NOT_SUPPORTED"
  | "MEDIA_TYPE_NOT_ACCEPTABLE"
  | "REPEAT_REQ_INCONSISTENT";

/** The result codes known for `sendInbox`; the platform may send others. */
export type SendInboxResultCode =
  | "SUCCESS"
  | "ACCEPT"
  | "INVALID_ACCESS_TOKEN"
  | "INVALID_AUTH_CLIENT"
  | "USER_STATUS_ERROR"
  | "VERIFY_REQUEST_ID_INVALID"
  | "PROCESS_FAIL"
  | "PARAM_ILLEGAL"
  | "INVALID_API"
  | "ACCESS_DENIED"
  | "REQUEST_TRAFFIC_EXCEED_LIMIT"
  | "EXPIRED_ACCESS_TOKEN"
  | "UNKNOWN_EXCEPTION"
  | "INVALID_SIGNATURE"
  | "INVALID_CLIENT"
  | "KEY_NOT_FOUND"
  | "METHOD_NOT_SUPPORTED"
  | "MEDIA_TYPE_NOT_ACCEPTABLE"
  | "REPEAT_REQ_INCONSISTENT";

/** The result codes known for any operation. */
export type KnownResultCode = SendMessageResultCode | SendInboxResultCode;

/** The result codes known for each operation. */
export interface KnownResultCodes {
  readonly sendMessage: SendMessageResultCode;
  readonly sendInbox: SendInboxResultCode;
}
