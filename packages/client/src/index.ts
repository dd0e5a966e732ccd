export { SignatureError, type KeyInput, type RsaKey, type Signer } from "@miniprogram-messages/signature";
export {
  type Client,
  createClient,
  type SendInboxOutcome,
  type SendInboxRequest,
  type SendMessageOutcome,
  type SendMessageRequest,
} from "./create-client.js";
export { ClientError, InvalidOptionError, InvalidRequestError, type Issue, SignerError } from "./errors.js";
export type { AttemptEvent, ClientEvent, OutcomeEvent, RetryEvent, VerdictEvent } from "./events.js";
export type { Operation } from "./operation.js";
export type { CallOptions, ClientOptions } from "./options.js";
export type { Accepted, Failed, Outcome, ResultCode, Succeeded, Unknown, UnknownReason } from "./outcome.js";
export { type MessageFields, toSendMessage, type Translation } from "./migrate.js";
export { prepare, type Prepared } from "./prepare.js";
export type { Fetch, FetchInit, FetchResponse } from "./transport/fetch.js";
export type { RawResponse } from "./transport/receive.js";
export type { ResponseHeaders } from "./transport/response-headers.js";
export { OutcomeError, unwrap } from "./unwrap.js";
