import { ClientError, InvalidOptionError } from "../errors.js";
import { Fault } from "../fault.js";
import { type Limits, interruptible } from "../interrupt.js";
import { withoutToken } from "../mask.js";
import type { Frozen, Operation } from "../operation.js";
import type { Call } from "../operations.js";
import type { Identity } from "../options.js";
import { type Verdict, judge, unknown } from "../outcome.js";
import type { Fetch } from "./fetch.js";
import { type RawResponse, discard, readBody } from "./receive.js";
import { receivedHeaders } from "./response-headers.js";
import { requestHeaders } from "./sign.js";
import { textOf } from "./utf8.js";
import { isVouchedFor } from "./verify.js";

/** How a client reaches the platform. */
export interface Transport {
  readonly call: Call;
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
  const { cause, code, name } = Object(error);
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
 * @throws SignerError when it could not be signed, and so was not sent.
 */
export const attempt = async <Id extends Operation>(
  frozen: Frozen<Id>,
  transport: Transport & Identity,
  limits: Limits,
  onSend: (requestTime: string) => void,
): Promise<Attempted> => {
  const { call, clientId, platformKey, nextTime } = transport;
  const show = withoutToken(frozen.request.accessToken);
  let response: RawResponse | undefined;
  let vouched = true;

  const post: Fetch = async (url, init) => (transport.fetch ?? globalThis.fetch)(url, init);

  const exchange = async (url: string, signal: AbortSignal): Promise<string> => {
    const { pathname, search } = new URL(url);
    const subject = { method: "POST", uri: pathname + search, body: frozen.body };
    // jsdom takes Node's away; every attempt would fail as a network does.
    if (!(transport.fetch ?? globalThis.fetch))
      throw new InvalidOptionError("fetch: needed, since this runtime has none");
    const time = nextTime();
    const headers = await requestHeaders(subject, time, transport);
    if (signal.aborted) throw new Fault("aborted");
    onSend(time);
    const init = { method: "POST", headers, body: frozen.body, redirect: "manual", signal } as const;
    const answer = await post(url, init).catch(asNetworkFault);
    if (signal.aborted) discard(answer);
    const { status = 200 } = answer;
    response = { status, headers: receivedHeaders(answer.headers, show), body: "" };
    const body = await readBody(answer).catch(status === 200 ? asNetworkFault : () => "");
    const text = typeof body === "string" ? body : textOf(body);
    response = { ...response, body: show(text) };
    if (status !== 200) throw new Fault("http");
    if (platformKey) {
      const received = { ...subject, headers: receivedHeaders(answer.headers), body };
      vouched = await isVouchedFor(received, clientId, platformKey);
    }
    return text;
  };

  try {
    const answer = await interruptible((signal) => call(frozen, (url) => exchange(url, signal)), limits);
    return { verdict: judge(answer, vouched, show), response, detail: undefined };
  } catch (error) {
    if (error instanceof ClientError) throw error;
    // Beside faults there is one thing that throws: the parser.
    const { reason, cause } = error instanceof Fault ? error : new Fault("protocol");
    return { verdict: unknown(reason), response, detail: cause ? detailOf(cause) : undefined };
  }
};
