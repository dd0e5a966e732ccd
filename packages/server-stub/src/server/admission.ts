import type { IncomingMessage, ServerResponse } from "node:http";
import { type Guard, judgeHost } from "../gateway/guard.js";
import type { Refusal } from "../gateway/refusals.js";
import { refuse } from "./refuse.js";

/** What a page of an allowed origin may read beside the body. */
const EXPOSED = "Signature, Client-Id, Response-Time, Deprecation, Link, ETag, Retry-After";

/** How long a browser may remember the answer to its question, in seconds. */
const MAX_AGE = "600";

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

const TWO_HOSTS: Refusal = { status: 400, field: "Host", rule: "comes twice; send it once" };

const NO_HOST: Refusal = { status: 400, field: "Host", rule: "is missing; every request of HTTP/1.1 has one" };

const USERINFO: Refusal = { status: 400, field: "path", rule: "must not have a user before its host" };

const hasTwoHosts = (rawHeaders: readonly string[]): boolean => {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === "host") hosts += 1;
  }
  return hosts > 1;
};

/** Where a request is for: by its Host, and by the whole URL that proxies are sent in place of a path (RFC 9112, 3.2). */
const judgeAddress = (guard: Guard, incoming: IncomingMessage): Refusal | undefined => {
  const { headers, rawHeaders, httpVersion, url = "" } = incoming;
  if (hasTwoHosts(rawHeaders)) return TWO_HOSTS;
  // Checks of load balancers speak HTTP/1.0 without one. No browser does, so there is nobody to be kept out.
  if (headers.host === undefined && httpVersion !== "1.0") return NO_HOST;
  const refusal = headers.host === undefined ? undefined : judgeHost(guard, headers.host);
  if (refusal || url.startsWith("/")) return refusal;
  const authority = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1];
  if (authority === undefined) return undefined;
  return authority.includes("@") ? USERINFO : judgeHost(guard, authority);
};

/**
 * Looks at a request before anything is made of it: its Host, and whether a page of an allowed origin asks. Returns false when
 * it was answered here.
 */
export const admit = (guard: Guard, incoming: IncomingMessage, outgoing: ServerResponse): boolean => {
  const { method = "", url: uri = "", headers } = incoming;
  const refusal = judgeAddress(guard, incoming);
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
