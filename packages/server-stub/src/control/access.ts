import type { MiddlewareHandler } from "hono";
import { UNCODED, isCoded } from "../gateway/content-coding.js";
import { type Guard, TOKEN_PARAMETER, judgeOrigin, tokenRefusal, tokenState } from "../gateway/guard.js";
import type { Refusal } from "../gateway/refusals.js";
import { closeConnection, readCall } from "../gateway/wire.js";
import { type ControlCallShape, callsAt } from "./calls.js";
import { checkBody, isBlank } from "./check-body.js";
import { checkQuery } from "./check-query.js";
import type { ControlCall, ControlEnvironment } from "./context.js";
import { ControlRefusal, illegal } from "./refusal.js";

const WITHOUT_TOKEN = "/_stub/health";

const NO_BYTES = new Uint8Array();

export const isRead = (method: string): boolean => method === "GET" || method === "HEAD";

/** Refuses in the guard's own voice, and leaves a trace. */
const refuseCaller = (c: ControlCall, guard: Guard, refusal: Refusal & { readonly status: 401 | 403 }): never => {
  guard.refusals.add({ method: c.req.method, uri: c.req.path }, refusal);
  throw new ControlRefusal(refusal.status, refusal.field, refusal.rule);
};

const isTokenLink = ({ req }: ControlCall): boolean => new URL(req.url).searchParams.has(TOKEN_PARAMETER);

/** Whatever it asks: a page elsewhere cannot read the answer, but it would make namespaces and hold streams open. */
const checkCaller = (c: ControlCall): void => {
  const { headers } = c.req.raw;
  const { guard } = c.env.control;
  const foreign = judgeOrigin(guard, headers);
  if (foreign) refuseCaller(c, guard, foreign);
  if (c.req.path === WITHOUT_TOKEN) return;
  const state = tokenState(guard, headers, c.env.wire.incoming?.socket.localPort);
  if (state !== "right") refuseCaller(c, guard, tokenRefusal(state, isTokenLink(c)));
};

const announcesBody = (c: ControlCall): boolean => {
  const headers = c.env.wire.incoming?.headers ?? Object.fromEntries(c.req.raw.headers);
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
};

/** Of what is there: clients name a type also where they send nothing, most often that of a form. */
const checkType = (c: ControlCall): void => {
  const coding = c.req.header("content-encoding");
  if (isCoded(coding)) throw new ControlRefusal(415, "Content-Encoding", UNCODED);
  if (!/^application\/json\s*(?:;|$)/i.test(c.req.header("content-type") ?? "")) {
    throw new ControlRefusal(415, "Content-Type", "must be application/json");
  }
};

/** Reads the body under the same limits as the API's. Undefined when nobody can be answered. */
const readBytes = async (c: ControlCall): Promise<Uint8Array | undefined> => {
  const call = await readCall(c.req.raw, c.env.wire);
  if (!call && c.env.wire.outgoing) return undefined;
  if (!call || call.body === "too-large") throw new ControlRefusal(413, "body", "must be at most 1048576 bytes");
  return call.body;
};

/** Judges the body of a call that changes something, and lets the routes read it again. */
const takeBody = async (c: ControlCall, bytes: Uint8Array, hasBody: boolean): Promise<void> => {
  const isNone = bytes.length === 0 || (!hasBody && isBlank(bytes));
  if (!isNone) checkType(c);
  await checkBody(isNone ? NO_BYTES : bytes, hasBody);
  const { url, headers, method } = c.req.raw;
  c.req.raw = new Request(url, { method, headers, ...(!isNone && { body: Uint8Array.from(bytes) }) });
};

/** False when nobody can be answered. */
const readBodyOf = async (c: ControlCall, hasBody: boolean): Promise<boolean> => {
  if (isRead(c.req.method) && !announcesBody(c)) return true;
  const bytes = await readBytes(c);
  if (!bytes) return false;
  if (!isRead(c.req.method)) await takeBody(c, bytes, hasBody);
  else if (bytes.length > 0) throw illegal("body", "must be left out; what is looked for stands in the query");
  return true;
};

const askedMethod = ({ req }: ControlCall): string => (req.method === "HEAD" ? "GET" : req.method);

/** The call that is asked for; undefined when there is none with this path. */
const shapeOf = (c: ControlCall): ControlCallShape | undefined => {
  const calls = callsAt(c.req.path);
  const asked = askedMethod(c);
  const shape = calls.find(({ method }) => method === asked);
  if (calls.length === 0 || shape) return shape;
  throw new ControlRefusal(405, "method", `must be ${calls.map(({ method }) => method).join(" or ")}`);
};

/** A probe's address is not always in the hands of those who read its answer. */
const WITH_ANY_QUERY = WITHOUT_TOKEN;

/** What loaders of scripts add to every GET, so that no cache answers it. */
const CACHE_BUSTER = "_";

/** What somebody asks for. */
const queryOf = ({ req }: ControlCall): URLSearchParams => {
  const query = new URL(req.url).searchParams;
  if (isRead(req.method)) query.delete(CACHE_BUSTER);
  return query;
};

/** Keeps other pages and other machines out of the control API. */
export const guardControl: MiddlewareHandler<ControlEnvironment> = async (c, next) => {
  checkCaller(c);
  const shape = shapeOf(c);
  if (shape) {
    if (c.req.path !== WITH_ANY_QUERY) checkQuery(queryOf(c), shape.query);
    if (!(await readBodyOf(c, shape.hasBody))) return closeConnection(c.env.wire);
  }
  await next();
  return undefined;
};
