import type { Context, MiddlewareHandler } from "hono";
import type { Environment } from "../gateway/app.js";
import { type Guard, hasToken, isForeignOrigin, isOwnHost } from "../gateway/guard.js";
import { readCall } from "../gateway/wire.js";
import { ControlRefusal } from "./refusal.js";

const WITHOUT_TOKEN = "/_stub/health";

export const isRead = (method: string): boolean => method === "GET" || method === "HEAD";

const WRITES = new Set(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]);

/** A page elsewhere cannot read the answer, but it would make namespaces and hold streams open. */
const checkRead = (c: Context<Environment>): void => {
  const isFollowed = c.req.header("sec-fetch-mode") === "navigate";
  if (isFollowed || !isForeignOrigin(c.req.header("host"), c.req.raw.headers)) return;
  throw new ControlRefusal(403, "Origin", "must be this stub's own; no other page may look into it");
};

const checkWrite = (c: Context<Environment>): void => {
  const { headers } = c.req.raw;
  if (isForeignOrigin(c.req.header("host"), headers)) {
    throw new ControlRefusal(403, "Origin", "must be this stub's own; no other page may change it");
  }
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
const readWrite = async (c: Context<Environment>): Promise<void> => {
  const call = await readCall(c.req.raw, c.env ?? {});
  if (!call) throw new ControlRefusal(413, "body", "must be at most 1048576 bytes");
  if (call.body === "too-large") throw new ControlRefusal(413, "body", "must be at most 1048576 bytes");
  if (call.body.length > 0 && !isJson(call.body)) throw new ControlRefusal(400, "body", "must be valid JSON");
  const { url, headers, method } = c.req.raw;
  c.req.raw = new Request(url, { method, headers, ...(call.body.length > 0 && { body: Uint8Array.from(call.body) }) });
};

/** Keeps other pages and other machines out of the control API. */
export const guardControl =
  (guard: () => Guard): MiddlewareHandler<Environment> =>
  async (c, next) => {
    if (!isOwnHost(guard(), c.req.header("host"))) {
      throw new ControlRefusal(403, "Host", "must be this machine's; allow others with --allow-host");
    }
    if (c.req.path !== WITHOUT_TOKEN && !hasToken(guard(), c.req.raw.headers)) {
      throw new ControlRefusal(401, "Authorization", "must be Bearer with the token that was printed at start");
    }
    if (isRead(c.req.method)) checkRead(c);
    else if (!WRITES.has(c.req.method)) throw new ControlRefusal(405, "method", "must be one of the call's");
    else {
      checkWrite(c);
      await readWrite(c);
    }
    await next();
  };
