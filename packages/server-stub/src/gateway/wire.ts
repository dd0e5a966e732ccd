import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody, readRequestBody } from "./body.js";
import type { Answer, Call } from "./call.js";

/** What the Node adapter hands over beside the request; empty in process. */
export interface Wire {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
}

let sent: Response | undefined;

/** Tells the Node adapter that the answer is on its way. Made by the first use: a Response loads all of Node's fetch. */
const alreadySent = (): Response => (sent ??= new Response(null, { headers: { "x-hono-already-sent": "true" } }));

/** Responses that never arrive: `fetch` rejects in their place. */
const dropped = new WeakSet<Response>();

export const isDropped = (response: Response): boolean => dropped.has(response);

const drop = (): Response => {
  const response = new Response(null);
  dropped.add(response);
  return response;
};

/** Path and query of a request line, also in its absolute form. */
export const uriOf = (url: string): string => {
  if (url.startsWith("/")) return url;
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(url)?.[1] ?? url;
  return path.startsWith("/") ? path : `/${path}`;
};

const firstOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(", ") : value;

/** Reads a call off the wire; undefined when the connection is to be closed. */
export const readWire = async (incoming: IncomingMessage): Promise<Call | undefined> => {
  const body = await readBody(incoming);
  if (body === undefined) return undefined;
  const { method = "", url = "/", headers } = incoming;
  return { method, uri: uriOf(url), header: (name) => firstOf(headers[name]), body };
};

/** Reads a call; undefined when the connection is to be closed. */
export const readCall = async (request: Request, { incoming }: Wire): Promise<Call | undefined> => {
  if (incoming) return readWire(incoming);
  const { pathname, search } = new URL(request.url);
  const body = await readRequestBody(request);
  if (body === undefined) return undefined;
  const header = (name: string) => request.headers.get(name) ?? undefined;
  return { method: request.method, uri: pathname + search, header, body };
};

const halfOf = (body: Answer["body"]): Uint8Array<ArrayBuffer> => {
  const bytes = Uint8Array.from(Buffer.from(body));
  return bytes.subarray(0, bytes.length >> 1);
};

/** A TLS socket cannot be reset, only the one under it, which Node keeps to itself. */
const resetConnection = ({ socket }: ServerResponse): void => {
  if (socket !== null && "encrypted" in socket) socket.destroy();
  else socket?.resetAndDestroy();
};

/** Sends an answer, or what its damage leaves of it, on the wire. */
export const sendWire = (outgoing: ServerResponse, { status = 200, headers, body, damage }: Answer): void => {
  if (damage === "reset") {
    resetConnection(outgoing);
  } else if (damage === "lost") {
    outgoing.destroy();
  } else {
    // A string leaves in one write together with the headers, bytes would not.
    outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    if (damage === "cut") outgoing.write(halfOf(body), () => outgoing.destroy());
    else outgoing.end(body);
  }
};

const brokenStream = (body: Answer["body"]): ReadableStream<Uint8Array> => {
  let isSent = false;
  return new ReadableStream({
    pull: (controller) => {
      if (isSent) controller.error(new TypeError("terminated"));
      else controller.enqueue(halfOf(body));
      isSent = true;
    },
  });
};

/**
 * Sends an answer, or what its damage leaves of it.
 *
 * @throws the caller's misuse, where the caller is the one who asked.
 */
export const sendAnswer = (answer: Answer, { outgoing }: Wire): Response => {
  if (outgoing) {
    sendWire(outgoing, answer);
    return alreadySent();
  }
  const { status = 200, headers, body, damage, misuse } = answer;
  if (misuse) throw misuse;
  if (damage === "reset" || damage === "lost") return drop();
  const content = damage === "cut" ? brokenStream(body) : typeof body === "string" ? body : Uint8Array.from(body);
  return new Response(content, { status, headers });
};

/** Closes the connection without a word, unless something was said already. */
export const closeWire = (outgoing: ServerResponse): void => {
  if (!outgoing.writableEnded) outgoing.destroy();
};

/** The same where a Response is expected. */
export const closeConnection = ({ outgoing }: Wire): Response => {
  if (!outgoing) return drop();
  closeWire(outgoing);
  return alreadySent();
};
