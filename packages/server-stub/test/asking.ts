import type { Stub } from "../src/index.js";
import { BASE } from "./sending.js";

/** A call of the control API, in process. */
export const ask = (stub: Stub, path: string, init?: RequestInit) => stub.fetch(`${BASE}/_stub${path}`, init);

export const write = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { "content-type": "application/json", ...headers },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

/** Path of the namespace without a name. */
export const NS = "/namespaces/default";

/** JSON of 10,000 levels. */
export const DEEP = `${'{"a":'.repeat(1e4)}1${"}".repeat(1e4)}`;
