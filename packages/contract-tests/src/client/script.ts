/** A request as the client put it on the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly text: string;
}

/** What the scripted server does with one request. */
export type Reply = (request: WireRequest, signal: AbortSignal) => Response | Promise<Response>;

export interface Script {
  readonly fetch: typeof globalThis.fetch;
  readonly requests: readonly WireRequest[];
}

/** A server that does exactly what it is told, one reply after the other; the last one is repeated. */
export const scripted = (...replies: readonly [Reply, ...Reply[]]): Script => {
  const requests: WireRequest[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = new Uint8Array(await request.arrayBuffer());
    const wire = {
      method: request.method,
      url: new URL(request.url),
      headers: request.headers,
      body,
      text: new TextDecoder().decode(body),
    };
    const reply = replies[Math.min(requests.length, replies.length - 1)] ?? replies[0];
    requests.push(wire);
    // The caller's own signal: the one that Request derives from it may be collected before it ever fires.
    const signal = init?.signal ?? request.signal;
    signal.throwIfAborted();
    return reply(wire, signal);
  };
  return { fetch, requests };
};

const messages: Readonly<Record<string, string>> = {
  S: "success",
  A: "The request is accepted.",
  F: "A general business failure occurred. Do not retry.",
  U: "An API calling is failed, which is caused by unknown reasons.",
};

const codes: Readonly<Record<string, string>> = {
  S: "SUCCESS",
  A: "ACCEPT",
  F: "PROCESS_FAIL",
  U: "UNKNOWN_EXCEPTION",
};

/** The envelope of an answer with this status. */
export const envelope = (
  status: string,
  fields: Readonly<Record<string, unknown>> = {},
  code = codes[status],
): string =>
  JSON.stringify({
    ...(status === "S" || status === "A" ? { messageId: "message-1" } : {}),
    ...fields,
    result: { resultCode: code, resultStatus: status, resultMessage: messages[status] },
  });

export const jsonHeaders = { "Content-Type": "application/json; charset=UTF-8" };

export const says =
  (status: string, fields?: Readonly<Record<string, unknown>>, code?: string): Reply =>
  () =>
    new Response(envelope(status, fields, code), { headers: jsonHeaders });

export const http =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = envelope("S")): Reply =>
  () =>
    new Response(status === 204 ? null : body, { status, headers: { ...jsonHeaders, ...headers } });

// A client that never gives up must not hold up the suite: then the connection breaks.
const patience = 2500;

const interrupted = (signal: AbortSignal, end: (reason: unknown) => void): void => {
  const timer = setTimeout(() => end(new TypeError("connection reset")), patience);
  const abort = (): void => {
    clearTimeout(timer);
    end(signal.reason);
  };
  signal.addEventListener("abort", abort, { once: true });
};

/** Never answers; ends when the client gives up. */
export const stalls: Reply = (_, signal) => new Promise((_resolve, reject) => interrupted(signal, reject));
