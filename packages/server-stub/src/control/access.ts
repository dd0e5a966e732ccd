import type { MiddlewareHandler } from "hono";
import { type Guard, judgeOrigin, tokenRefusal, tokenState } from "../gateway/guard.js";
import type { Refusal } from "../gateway/refusals.js";
import { closeConnection, readCall } from "../gateway/wire.js";
import { type ControlCallShape, callsAt } from "./calls.js";
import { checkBody } from "./check-body.js";
import { checkQuery } from "./check-query.js";
import type { ControlCall, ControlEnvironment } from "./context.js";
import { ControlRefusal, illegal } from "./refusal.js";

const WITHOUT_TOKEN = "/_stub/health";

export const isRead = (method: string): boolean => method === "GET" || method === "HEAD";

/** Refuses in the guard's own voice, and leaves a trace. */
const refuseCaller = (c: ControlCall, guard: Guard, refusal: Refusal & { readonly status: 401 | 403 }): never => {
  guard.refusals.add({ method: c.req.method, uri: c.req.path }, refusal);
  throw new ControlRefusal(refusal.status, refusal.field, refusal.rule);
};

/** Whatever it asks: a page elsewhere cannot read the answer, but it would make namespaces and hold streams open. */
const checkCaller = (c: ControlCall): void => {
  const { headers } = c.req.raw;
  const { guard } = c.env.control;
  const foreign = judgeOrigin(guard, headers);
  if (foreign) refuseCaller(c, guard, foreign);
  if (c.req.path === WITHOUT_TOKEN) return;
  const state = tokenState(guard, headers, c.env.wire.incoming?.socket.localPort);
  if (state !== "right") refuseCaller(c, guard, tokenRefusal(state));
};

const announcesBody = (c: ControlCall): boolean => {
  const headers = c.env.wire.incoming?.headers ?? Object.fromEntries(c.req.raw.headers);
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
};

const checkType = (c: ControlCall): void => {
  const type = c.req.header("content-type");
  if (type === undefined ? announcesBody(c) : !/^application\/json\s*(?:;|$)/i.test(type)) {
    throw new ControlRefusal(415, "Content-Type", "must be application/json");
  }
};

/** Reads the body under the same limits as the API's, and lets the routes read it again. False when nobody can be answered. */
const readWrite = async (c: ControlCall, hasBody: boolean): Promise<boolean> => {
  const call = await readCall(c.req.raw, c.env.wire);
  if (!call && c.env.wire.outgoing) return false;
  if (!call || call.body === "too-large") throw new ControlRefusal(413, "body", "must be at most 1048576 bytes");
  checkBody(call.body, hasBody);
  const { url, headers, method } = c.req.raw;
  c.req.raw = new Request(url, { method, headers, ...(call.body.length > 0 && { body: Uint8Array.from(call.body) }) });
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

/** Keeps other pages and other machines out of the control API. */
export const guardControl: MiddlewareHandler<ControlEnvironment> = async (c, next) => {
  checkCaller(c);
  const shape = shapeOf(c);
  if (shape) {
    if (c.req.path !== WITH_ANY_QUERY) checkQuery(new URL(c.req.url).searchParams, shape.query);
    if (isRead(c.req.method)) {
      if (announcesBody(c)) throw illegal("body", "must be left out; what is looked for stands in the query");
    } else {
      checkType(c);
      if (!(await readWrite(c, shape.hasBody))) return closeConnection(c.env.wire);
    }
  }
  await next();
  return undefined;
};
