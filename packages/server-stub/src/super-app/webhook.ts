import { codeOf } from "../model/error-code.js";
import { cut } from "../model/cut.js";
import type { PlatformMessage } from "./platform-message.js";
import { readVerdicts, type DeliveryVerdict } from "./verdict.js";

/** Path of the super app's endpoint; the configured URL is its base. */
export const platformSendPath = "/v2/platform/message/send";

/** Most messages that one call carries. */
export const maxMessagesPerCall = 20;

export interface WebhookCall {
  readonly url: URL;
  readonly messages: readonly PlatformMessage[];
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds for the whole exchange, body included. */
  readonly timeout: number;
  /** Ends the call early, when the stub closes. */
  readonly signal?: AbortSignal;
}

const maxAnswerBytes = 1_048_576;

/** Characters of an answer that are kept for people. */
const longestKept = 1024;

/** The address of the endpoint: a URL that already names it is taken as it is. */
export const endpointOf = ({ origin, pathname }: URL): string => {
  const base = `${origin}${pathname.replace(/\/+$/u, "")}`;
  return base.endsWith(platformSendPath) ? base : `${base}${platformSendPath}`;
};

const readBounded = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxAnswerBytes) {
      await response.body?.cancel().catch(() => {});
      throw new RangeError("the answer is longer than 1 MiB");
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const reasonOf = (error: unknown, timeout: number): string => {
  if (!(error instanceof Error)) return "the super app could not be reached";
  if (error.name === "TimeoutError") return `no answer within ${timeout} ms`;
  if (error instanceof RangeError) return error.message;
  const code = codeOf(error.cause);
  return code === "" ? "the super app could not be reached" : `the super app could not be reached (${code})`;
};

const retryAll = (messages: readonly PlatformMessage[], reason: string): DeliveryVerdict[] =>
  messages.map(({ messageId }) => ({ messageId, outcome: "retry", reason }));

/**
 * One call of `POST /v2/platform/message/send` (PROTOCOL: platform → super app leg).
 *
 * Never throws: whatever goes wrong on the way leaves the outcome unknown, so every message of the call is to be sent
 * again with its own messageId.
 */
export const callSuperApp = async (call: WebhookCall): Promise<DeliveryVerdict[]> => {
  const deadline = AbortSignal.timeout(call.timeout);
  const signal = call.signal === undefined ? deadline : AbortSignal.any([deadline, call.signal]);
  try {
    const response = await call.fetch(endpointOf(call.url), {
      method: "POST",
      headers: { "content-type": "application/json; charset=UTF-8", accept: "application/json" },
      body: JSON.stringify({ messages: call.messages }),
      redirect: "error",
      signal,
    });
    const text = await readBounded(response);
    const messageIds = call.messages.map(({ messageId }) => messageId);
    const verdicts =
      response.status === 200
        ? readVerdicts(text, messageIds)
        : retryAll(call.messages, `the super app answered HTTP ${response.status}`);
    const answer = { httpStatus: response.status, text: cut(text, longestKept) };
    return verdicts.map((verdict) => Object.assign(verdict, { answer }));
  } catch (error) {
    const reason = call.signal?.aborted ? "the stub was stopped during the call" : reasonOf(error, call.timeout);
    return retryAll(call.messages, reason);
  }
};
