import { freeze } from "./freeze.js";
import type { Frozen, Operation, RequestOf } from "./operation.js";
import { callsTo } from "./operations.js";
import { type CallOptions, type ClientOptions, callFrom, optionsFrom } from "./options.js";
import type { Outcome } from "./outcome.js";
import { type Prepared, prepare, thaw } from "./prepare.js";
import { requestTimes } from "./request-time.js";
import { type Runtime, systemRuntime } from "./runtime.js";
import { send } from "./send.js";

/** The request of `POST /v2/miniprogram/message/send`. */
export type SendMessageRequest = RequestOf<"sendMessage">;

/**
 * The request of `POST /v2/messages/sendInbox`.
 *
 * @deprecated The API is no longer maintained: use {@link SendMessageRequest}.
 */
export type SendInboxRequest = RequestOf<"sendInbox">;

/** What became of a `sendMessage`. */
export type SendMessageOutcome = Outcome<"sendMessage">;

/**
 * What became of a `sendInbox`.
 *
 * @deprecated The API is no longer maintained: use {@link SendMessageOutcome}.
 */
export type SendInboxOutcome = Outcome<"sendInbox">;

/** Sends messages; made by {@link createClient}. Its functions need no `this`. */
export interface Client {
  /**
   * Sends a notification: push, SMS or inbox, as the template says. The bytes of the body are taken in the call, keys
   * that the spec does not know are kept.
   *
   * Resolves with the outcome, whatever it is. Give a business id as `requestId` (the page suggests the tradeNo, MS-020),
   * and the same one when you send again: it is what keeps the user from getting the message twice (MS-023, MS-024).
   *
   * @throws {@link InvalidRequestError} before anything is sent.
   * @throws SignatureError when a key cannot be used; the message names `privateKey` or `platformPublicKey`.
   */
  readonly sendMessage: (request: SendMessageRequest, options?: CallOptions) => Promise<SendMessageOutcome>;

  /**
   * Sends an inbox message.
   *
   * @deprecated The API is no longer maintained (SI-001): use {@link Client.sendMessage}, `toSendMessage` translates.
   * @throws {@link InvalidRequestError} before anything is sent.
   */
  readonly sendInbox: (request: RequestOf<"sendInbox">, options?: CallOptions) => Promise<Outcome<"sendInbox">>;

  /** {@link prepare}, for those who have the client at hand. */
  readonly prepare: typeof prepare;

  /**
   * Sends what `prepare` returned, byte for byte, in this or another process.
   *
   * @throws {@link InvalidRequestError} when it is not what `prepare` returned.
   */
  readonly resume: <Id extends Operation>(prepared: Prepared<Id>, options?: CallOptions) => Promise<Outcome<Id>>;
}

/** {@link createClient} with time and chance injected. */
export const createClientOn = (runtime: Runtime, options: ClientOptions): Client => {
  const { baseUrl, defaults, fetch, onEvent, loadIdentity } = optionsFrom(options);
  const sender = {
    call: callsTo(baseUrl),
    fetch,
    nextTime: requestTimes(runtime.now),
    runtime,
    emit: (event: Parameters<NonNullable<typeof onEvent>>[0]): void => {
      try {
        onEvent?.(event);
      } catch {
        // Whoever listens must not decide what becomes of a message.
      }
    },
  };
  const run = async <Id extends Operation>(request: Frozen<Id>, call: CallOptions = {}): Promise<Outcome<Id>> => {
    const patience = await callFrom(call, defaults);
    return send(request, patience, { ...sender, ...(await loadIdentity()) });
  };
  return {
    sendMessage: async (request, call) => run(freeze("sendMessage", request), call),
    sendInbox: async (request, call) => run(freeze("sendInbox", request), call),
    prepare,
    resume: async (prepared, call) => run(thaw(prepared), call),
  };
};

/**
 * Makes a client: it checks, signs, sends, verifies, tries again while the outcome is unknown, and says which of four
 * things happened.
 *
 * Keys are imported once, by the first call. Keep the client for all calls: Request-Time rises strictly within one.
 *
 * @example
 * ```ts
 * import { createClient } from "@miniprogram-messages/client";
 *
 * const client = createClient({ baseUrl: "http://127.0.0.1:4010", maxRetries: 0 });
 * const outcome = await client.sendMessage({
 *   appId: "P000000000000001xxxx",
 *   accessToken: "2019112719074101000700000077771xxxx",
 *   authClientId: "202016726873874774774xxxx",
 *   customerBelongsTo: "GCASH",
 *   requestId: "20191129872100000777719901212",
 *   templateCode: "TP_5800000001xxxx",
 *   templates: [{ templateParameters: { customContent: "test content" }, language: "en-US" }],
 * });
 * console.log(outcome.status);
 * ```
 * @throws {@link InvalidOptionError} naming the option and the mend.
 */
export const createClient = (options: ClientOptions): Client => createClientOn(systemRuntime, options);
