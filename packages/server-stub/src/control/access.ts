import type { MiddlewareHandler } from "hono";
import { type Guard, judgeOrigin, tokenRefusal, tokenState } from "../gateway/guard.js";
import type { Refusal } from "../gateway/refusals.js";
import { readCall } from "../gateway/wire.js";
import type { ControlCall, ControlEnvironment } from "./context.js";
import { ControlRefusal } from "./refusal.js";

const WITHOUT_TOKEN = "/_stub/health";

export const isRead = (method: string): boolean => method === "GET" || method === "HEAD";

const WRITES = new Set(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]);

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

const checkWrite = (c: ControlCall): void => {
  const type = c.req.header("content-type");
  const hasBody = c.req.raw.headers.has("transfer-encoding") || Number(c.req.header("content-length") ?? 0) > 0;
  if (type === undefined ? hasBody : !/^application\/json\s*(?:;|$)/i.test(type)) {
    throw new ControlRefusal(415, "Content-Type", "must be application/json");
  }
};

/** Asked here too: a call that takes no body must not be carried out with a broken one. */
const isJson = (body: Uint8Array): boolean => {
  try {
    JSON.parse(Buffer.from(body).toString());
    return true;
  } catch {
    return false;
  }
};

/** Reads the body under the same limits as the API's, and lets the routes read it again. */
const readWrite = async (c: ControlCall): Promise<void> => {
  const call = await readCall(c.req.raw, c.env.wire);
  if (!call) throw new ControlRefusal(413, "body", "must be at most 1048576 bytes");
  if (call.body === "too-large") throw new ControlRefusal(413, "body", "must be at most 1048576 bytes");
  if (call.body.length > 0 && !isJson(call.body)) throw new ControlRefusal(400, "body", "must be valid JSON");
  const { url, headers, method } = c.req.raw;
  c.req.raw = new Request(url, { method, headers, ...(call.body.length > 0 && { body: Uint8Array.from(call.body) }) });
};

/** Keeps other pages and other machines out of the control API. */
export const guardControl: MiddlewareHandler<ControlEnvironment> = async (c, next) => {
  checkCaller(c);
  if (!isRead(c.req.method)) {
    if (!WRITES.has(c.req.method)) throw new ControlRefusal(405, "method", "must be one of the call's");
    checkWrite(c);
    await readWrite(c);
  }
  await next();
};
