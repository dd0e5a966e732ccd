import { contentBytes, signatureHeader, signContent, uriOf, type Signer } from "../signing/signer.js";
import type { Exchange, SentRequest } from "./exchange.js";
import { TransportFailure } from "./failure.js";
import type { ServerTarget } from "./target.js";
import { isBusy, outwait } from "./traffic.js";

export interface SendOptions {
  readonly method?: string;
  readonly path?: string;
  /** Added to the usual ones; `undefined` takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Uint8Array | undefined;
  /** `false` sends unsigned even where the target has a key. */
  readonly signer?: Signer | false | undefined;
  readonly clientId?: string;
  /** `true` takes a traffic limit for the answer instead of waiting until it ends. */
  readonly takesLimits?: boolean;
  /** Whether the request is what any client sends. */
  readonly ordinary?: boolean;
}

const encoder = new TextEncoder();

const answerTimeout = 15_000;

const mostBreaks = 2;

export const createNamespaceSender =
  (target: ServerTarget, baseUrl: string, record: (exchange: Exchange) => void) =>
  async (options: SendOptions): Promise<Exchange> => {
    for (let tries = 0; ; tries += 1) {
      await target.pace?.turn();
      const exchange = await sendOnce(target, baseUrl, options);
      if (isBusy(target, exchange, options.takesLimits)) {
        await outwait(target, exchange, tries);
        continue;
      }
      record(exchange);
      return exchange;
    }
  };

/** The request as it goes over the wire. */
const requestOf = (
  target: ServerTarget,
  baseUrl: string,
  { method = "POST", path = "", headers = {}, body, signer = target.signer, clientId }: SendOptions,
): SentRequest & { readonly bytes: Uint8Array | undefined } => {
  const url = baseUrl + path;
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  const all = {
    "Content-Type": bytes === undefined ? undefined : "application/json; charset=UTF-8",
    ...target.headers,
    ...(clientId === undefined ? {} : { "Client-Id": clientId }),
    ...(signer ? signedHeaders(signer, { method, url, body: bytes }) : {}),
    ...headers,
  };
  return { method, url, headers: present(all), body, bytes };
};

const sendOnce = async (target: ServerTarget, baseUrl: string, options: SendOptions): Promise<Exchange> => {
  const { bytes, ...request } = requestOf(target, baseUrl, options);
  for (let tries = 0; ; tries += 1) {
    try {
      return { ...(await answerTo(target, request, bytes)), ordinary: options.ordinary ?? false };
    } catch (error) {
      // A server may close an idle connection at any moment, or restart: it gets the same request again, without harm.
      if (tries >= mostBreaks || !(await isThere(target, error))) throw new TransportFailure(request, error);
    }
  }
};

const answerTo = async (
  target: ServerTarget,
  request: SentRequest,
  bytes: Uint8Array | undefined,
): Promise<Omit<Exchange, "ordinary">> => {
  const response = await target.fetch(request.url, {
    method: request.method,
    headers: request.headers,
    ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }),
    redirect: "manual",
    signal: AbortSignal.timeout(target.timeout ?? answerTimeout),
  });
  const answer = new Uint8Array(await response.arrayBuffer());
  target.watch?.answered();
  const { status, headers } = response;
  return { request, status, headers, text: new TextDecoder().decode(answer), bytes: answer };
};

/**
 * Whether a connection that broke may have been an idle one, or the server's that was away and is back. Under the control
 * API a connection breaks when a case has planned it, and that is then the answer.
 */
const isThere = async ({ watch, controlUrl }: ServerTarget, error: unknown): Promise<boolean> => {
  if (watch === undefined) return false;
  if (isTimeout(error)) {
    watch.timedOut();
    return false;
  }
  const found = await watch.broken(error);
  return controlUrl === undefined ? found !== "gone" : found === "back";
};

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === "TimeoutError";

export const signedHeaders = (
  signer: Signer,
  {
    method,
    url,
    body,
    time = new Date().toISOString(),
  }: { method: string; url: string; body: Uint8Array | undefined; time?: string },
): Record<string, string> => {
  const content = contentBytes({
    method,
    uri: uriOf(url),
    clientId: signer.clientId,
    time,
    body: body ?? new Uint8Array(),
  });
  return {
    "Client-Id": signer.clientId,
    "Request-Time": time,
    Signature: signatureHeader(signContent(content, signer.privateKey), signer.keyVersion),
  };
};

/** The headers that are there; a later name replaces an earlier one, whatever its case. */
const present = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> => {
  const byName = new Map<string, readonly [string, string | undefined]>();
  for (const [name, value] of Object.entries(headers)) byName.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(
    [...byName.values()].flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
};
