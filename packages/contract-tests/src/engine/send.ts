import { contentBytes, signatureHeader, signContent, uriOf, type Signer } from "../signing/signer.js";
import type { Exchange, SentRequest } from "./exchange.js";
import { TransportFailure } from "./failure.js";
import type { ServerTarget } from "./target.js";

export interface SendOptions {
  readonly method?: string;
  readonly path?: string;
  /** Added to the usual ones; `undefined` takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Uint8Array | undefined;
  /** `false` sends unsigned even where the target has a key. */
  readonly signer?: Signer | false | undefined;
  readonly clientId?: string;
}

const encoder = new TextEncoder();

const answerTimeout = 15_000;

export const createNamespaceSender =
  (target: ServerTarget, baseUrl: string, record: (exchange: Exchange) => void) =>
  async ({ method = "POST", path = "", headers = {}, body, signer, clientId }: SendOptions): Promise<Exchange> => {
    const url = baseUrl + path;
    const bytes = typeof body === "string" ? encoder.encode(body) : body;
    const key = signer === undefined ? target.signer : signer;
    const all = {
      "Content-Type": bytes === undefined ? undefined : "application/json; charset=UTF-8",
      ...(clientId === undefined ? {} : { "Client-Id": clientId }),
      ...(key ? signedHeaders(key, { method, url, body: bytes }) : {}),
      ...headers,
    };
    const request: SentRequest = { method, url, headers: present(all), body };
    try {
      const response = await target.fetch(url, {
        method,
        headers: request.headers,
        ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }),
        redirect: "manual",
        signal: AbortSignal.timeout(answerTimeout),
      });
      const exchange = { request, status: response.status, headers: response.headers, text: await response.text() };
      record(exchange);
      return exchange;
    } catch (error) {
      throw new TransportFailure(request, error);
    }
  };

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

const present = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
