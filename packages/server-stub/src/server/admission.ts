import type { IncomingMessage, ServerResponse } from "node:http";
import { type Guard, judgeHost } from "../gateway/guard.js";
import { type Refusal, bodyOf } from "../gateway/refusals.js";

/** What a page of an allowed origin may read beside the body. */
const EXPOSED = "Signature, Client-Id, Response-Time, Deprecation, Link, ETag, Retry-After";

/** How long a browser may remember the answer to its question, in seconds. */
const MAX_AGE = "600";

const refuse = (outgoing: ServerResponse, refusal: Refusal): void => {
  const body = JSON.stringify(bodyOf(refusal));
  outgoing.writeHead(refusal.status, {
    "content-type": "application/json; charset=UTF-8",
    "content-length": Buffer.byteLength(body),
  });
  outgoing.end(body);
};

const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === "OPTIONS" && headers["access-control-request-method"] !== undefined;

const answerPreflight = ({ headers }: IncomingMessage, outgoing: ServerResponse): void => {
  const asked = headers["access-control-request-headers"];
  outgoing.setHeader("access-control-allow-methods", "GET, HEAD, POST, PUT, DELETE");
  if (asked !== undefined) outgoing.setHeader("access-control-allow-headers", asked);
  if (headers["access-control-request-private-network"] === "true") {
    outgoing.setHeader("access-control-allow-private-network", "true");
  }
  outgoing.setHeader("access-control-max-age", MAX_AGE);
  outgoing.writeHead(204);
  outgoing.end();
};

/** Lets a page of an allowed origin read the answer. */
const allowOrigin = (outgoing: ServerResponse, origin: string): void => {
  outgoing.setHeader("access-control-allow-origin", origin);
  outgoing.setHeader("access-control-allow-credentials", "true");
  outgoing.setHeader("access-control-expose-headers", EXPOSED);
  outgoing.setHeader("vary", "Origin");
};

/**
 * Looks at a request before anything is made of it: its Host, and whether a page of an allowed origin asks. Returns false when
 * it was answered here.
 */
export const admit = (guard: Guard, incoming: IncomingMessage, outgoing: ServerResponse): boolean => {
  const { method = "", url: uri = "", headers } = incoming;
  const refusal = judgeHost(guard, headers.host);
  if (refusal) {
    guard.refusals.add({ method, uri }, refusal);
    refuse(outgoing, refusal);
    return false;
  }
  const { origin } = headers;
  if (origin === undefined || !guard.origins.has(origin)) return true;
  allowOrigin(outgoing, origin);
  if (!isPreflight(incoming)) return true;
  answerPreflight(incoming, outgoing);
  return false;
};
