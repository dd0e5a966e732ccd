import { ClientError } from "../errors.js";
import { Fault } from "../fault.js";
import type { Frozen } from "../freeze.js";
import { type Limits, interruptible } from "../interrupt.js";
import type { Call, Operation } from "../operations.js";
import type { Fetch, Keys } from "../options.js";
import { type Verdict, judge, unknown } from "../outcome.js";
import { type RawResponse, readBody } from "./receive.js";
import { requestHeaders } from "./sign.js";
import { isVouchedFor } from "./verify.js";

/** How a client reaches the platform. */
export interface Transport extends Keys {
  readonly calls: Readonly<Record<Operation, Call>>;
  readonly clientId: string | undefined;
  readonly keyVersion: string | undefined;
  readonly fetch: Fetch | undefined;
  readonly nextTime: () => string;
}

/** What one attempt came to. */
export interface Attempted {
  readonly verdict: Verdict;
  readonly response: RawResponse | undefined;
  /** Code or name of the error behind the verdict; never its message, which could quote anything. */
  readonly detail: string | undefined;
}

const detailOf = (error: unknown): string | undefined => {
  const { cause, code, name } = (error ?? {}) as { cause?: { code?: unknown }; code?: unknown; name?: unknown };
  const detail = cause?.code ?? code ?? name;
  return typeof detail === "string" ? detail : undefined;
};

const asNetworkFault = (error: unknown): never => {
  throw error instanceof Fault ? error : new Fault("network", error);
};

/**
 * Sends a request once: sign, send, read, verify, and only then parse and judge.
 *
 * @param onSend told right before the request leaves.
 * @throws {@link ClientError} when it could not be signed, and so was not sent.
 */
export const attempt = async (
  { operation, body }: Frozen,
  transport: Transport,
  limits: Limits,
  onSend: (requestTime: string) => void,
): Promise<Attempted> => {
  let response: RawResponse | undefined;
  let vouched = true;

  const exchange = async (url: string, signal: AbortSignal): Promise<string> => {
    const { pathname, search } = new URL(url);
    const uri = pathname + search;
    const time = transport.nextTime();
    const headers = await requestHeaders(uri, time, body, transport);
    signal.throwIfAborted();
    onSend(time);
    const fetch = transport.fetch ?? globalThis.fetch;
    const init: RequestInit = { method: "POST", headers, body, redirect: "manual", signal };
    const answer = await fetch(url, init).catch(asNetworkFault);
    if (signal.aborted) await answer.body?.cancel();
    const { status } = answer;
    response = { status, headers: answer.headers, body: "" };
    const reading = readBody(answer);
    const bytes = await (status === 200 ? reading.catch(asNetworkFault) : reading.catch(() => new Uint8Array()));
    const text = new TextDecoder().decode(bytes);
    response = { ...response, body: text };
    if (status !== 200) throw new Fault("http");
    const { platformKey } = transport;
    if (platformKey) vouched = await isVouchedFor(answer, bytes, uri, { clientId: transport.clientId, platformKey });
    return text;
  };

  try {
    const call = transport.calls[operation];
    const answer = await interruptible((signal) => call(body, (url) => exchange(url, signal)), limits);
    return { verdict: judge(answer, vouched), response, detail: undefined };
  } catch (error) {
    if (error instanceof ClientError) throw error;
    // The one thing left that can throw is the parser.
    const fault = error instanceof Fault ? error : new Fault("protocol");
    return { verdict: unknown(fault.reason), response, detail: fault.cause ? detailOf(fault.cause) : undefined };
  }
};
