import type { Json, JsonObject } from "../generated/openapi.js";

/** The request, as far as it says under which address it was sent. */
export interface Asked {
  readonly url: string;
  readonly headers: { readonly get: (name: string) => string | null };
}

const SCHEMES = new Set(["http", "https"]);

/** Without what would end the path, or make it climb. */
const PATH = /^(?:\/[\w.~%+-]+)+$/;

const firstOf = (list: string | null): string => (list ?? "").split(",")[0]?.trim() ?? "";

/** The address of the API for the one who asks; a proxy in front says which scheme and path it took off. */
export const addressOf = ({ url, headers }: Asked, prefix = ""): string => {
  const { protocol, host } = new URL(url);
  const scheme = firstOf(headers.get("x-forwarded-proto")).toLowerCase();
  const path = firstOf(headers.get("x-forwarded-prefix")).replace(/\/+$/, "");
  return `${SCHEMES.has(scheme) ? `${scheme}:` : protocol}//${host}${PATH.test(path) ? path : ""}${prefix}`;
};

/** The stub on its usual address: for the one who asks, it is where it was asked. */
const isStub = (server: Json): boolean => JSON.stringify(server).includes('"url":"http://127.0.0.1:');

const withServer = (document: JsonObject, url: string): JsonObject => {
  const servers = document["servers"];
  const others = Array.isArray(servers) ? servers.filter((server: Json) => !isStub(server)) : [];
  return { ...document, servers: [{ url, description: "Server stub" }, ...others] };
};

const write = {
  json: async (document: JsonObject): Promise<string> => JSON.stringify(document, null, 2),
  yaml: async (document: JsonObject): Promise<string> => (await import("yaml")).stringify(document),
};

/** Texts by format and address: there are few addresses, and writing YAML takes a while. */
const MAX_KEPT = 20;
const kept = new Map<string, string>();

/**
 * The specification as text, with `address` as its first server, so that a tool that imports it calls this stub. Loaded when
 * it is asked for: most who import the stub never ask.
 */
export const specification = async (format: keyof typeof write, address: string): Promise<string> => {
  const key = `${format} ${address}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const { openapiDocument } = await import("../generated/openapi.js");
  const text = await write[format](withServer(openapiDocument, address));
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(key, text);
  return text;
};
