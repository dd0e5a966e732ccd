import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type Context, Hono } from "hono";
import { pathAt } from "../gateway/app.js";
import {
  type Guard,
  TOKEN_PARAMETER,
  type TokenState,
  isToken,
  tokenCookie,
  tokenRefusal,
  tokenState,
} from "../gateway/guard.js";
import { compressed } from "../gateway/compression.js";
import { bodyOf } from "../gateway/refusals.js";
import type { Wire } from "../gateway/wire.js";
import { packageRoot } from "../distribution/package-root.js";
import { addressOf, specification } from "./specification.js";

/** A stub at one address, as its pages look at it. */
export interface PagesContext {
  readonly guard: Guard;
  /** Before the API's paths; undefined: any. */
  readonly prefix: string | undefined;
}

interface Environment {
  Bindings: PagesContext & { readonly wire: Wire };
}

type C = Context<Environment>;

const HTML = "text/html; charset=utf-8";

const TYPES: Record<string, string> = {
  ".html": HTML,
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".yaml": "application/yaml",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".map": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

/** Nothing but this stub's own files, and nothing inline. */
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The docs site is one document with its script inside; it may still ask nobody else. */
const DOCS =
  "default-src 'none'; script-src 'self' 'unsafe-inline' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

const DAY = 86_400;
const HASHED = `public, max-age=${365 * DAY}, immutable`;

type Pages = "inbox" | "docs";

/** Built pages are in `dist` always, also while `src` is tested. */
const folderOf = (name: Pages): string | undefined => {
  const root = packageRoot();
  return root && fileURLToPath(new URL(`dist/${name}/`, root));
};

/** Why there is no page, and the mend. */
const absence = (name: Pages, instead: string): string =>
  packageRoot() === undefined
    ? `The ${name} page has not come along into this bundle. Mark @miniprogram-messages/server-stub as external, or install it where the bundle runs. ${instead}`
    : `The ${name} page is not built here. ${instead}`;

const missing = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`;

const readInside = async (name: Pages, path: string): Promise<Buffer | undefined> => {
  const folder = folderOf(name);
  if (folder === undefined) return undefined;
  const file = normalize(join(folder, path));
  if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep) || path.includes("\0")) return undefined;
  try {
    return await readFile(file);
  } catch {
    return undefined;
  }
};

interface Page {
  readonly bytes: Buffer | string;
  readonly type: string;
  readonly policy?: string;
  readonly cache?: string;
}

const send = (c: C, { bytes, type, policy = STRICT, cache = "no-cache" }: Page): Response =>
  c.body(typeof bytes === "string" ? bytes : Uint8Array.from(bytes), 200, {
    "content-type": type,
    "cache-control": cache,
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
  });

const typeOf = (path: string): string => TYPES[extname(path)] ?? "application/octet-stream";

const decode = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return "\0";
  }
};

type Serve = (c: C) => Response | Promise<Response>;

const portOf = (c: C): number | undefined => c.env.wire.incoming?.socket.localPort;

const TOKEN_TEXTS: Record<Exclude<TokenState, "right">, readonly [title: string, text: string]> = {
  missing: [
    "A token is needed",
    "Open this page with the link that the stub printed when it started: it ends in ?token=…. The token is that of --token or STUB_TOKEN.",
  ],
  wrong: [
    "This is not the stub's token",
    "It may be that of an earlier start: without --token or STUB_TOKEN each start makes another one. Open the link that was printed last.",
  ],
};

const refuseToken = (c: C, guard: Guard, state: Exclude<TokenState, "right">): Response => {
  guard.refusals.add({ method: c.req.method, uri: c.req.path }, tokenRefusal(state));
  return c.html(missing(...TOKEN_TEXTS[state]), 401);
};

const serveInbox: Serve = async (c) => {
  const { guard } = c.env;
  const given = c.req.query(TOKEN_PARAMETER);
  if (given !== undefined && isToken(guard, given)) {
    const name = tokenCookie(c.req.header("host"), portOf(c));
    const secure = c.req.url.startsWith("https:") ? "; Secure" : "";
    const cookie = `${name}=${encodeURIComponent(given)}; Path=/; HttpOnly; SameSite=Strict${secure}`;
    c.header("set-cookie", cookie);
    const { searchParams } = new URL(c.req.url);
    searchParams.delete(TOKEN_PARAMETER);
    // Relative, so that it stays below the sub-path of a proxy.
    return c.redirect(searchParams.size === 0 ? "./" : `./?${searchParams}`, 303);
  }
  const state = tokenState(guard, c.req.raw.headers, portOf(c));
  if (state !== "right") return refuseToken(c, guard, given === undefined ? state : "wrong");
  const page = await readInside("inbox", "index.html");
  const text = absence("inbox", "The control API answers under /_stub/.");
  return send(c, { bytes: page ?? missing("Server stub", text), type: HTML });
};

const serveAsset: Serve = async (c) => {
  const path = decode(c.req.path.slice(1));
  const bytes = await readInside("inbox", path);
  return bytes ? send(c, { bytes, type: typeOf(path), cache: HASHED }) : c.notFound();
};

const serveDocsRoot: Serve = async (c) => {
  if (await readInside("docs", "index.html")) return c.redirect(`docs/${new URL(c.req.url).search}`, 301);
  const text = absence("docs", "The specification is at /openapi.yaml and /openapi.json.");
  return send(c, { bytes: missing("Docs", text), type: HTML });
};

const serveDocs: Serve = async (c) => {
  const rest = decode(c.req.path.slice("/docs/".length));
  const path = rest === "" || rest.endsWith("/") ? `${rest}index.html` : rest;
  const bytes = await readInside("docs", path);
  return bytes ? send(c, { bytes, type: typeOf(path), policy: DOCS }) : c.notFound();
};

const NOWHERE = { status: 404, field: "path", rule: "leads nowhere; the API is at /v2/…, see /docs" } as const;

/** A page that looks for an icon is not worth a trace; a client with a wrong path is. */
const serveNothing: Serve = (c) => {
  const { method, path } = c.req;
  if (method !== "GET" && method !== "HEAD") c.env.guard.refusals.add({ method, uri: path }, NOWHERE);
  return c.json(bodyOf(NOWHERE), 404);
};

const serveSpecification =
  (format: "json" | "yaml"): Serve =>
  async (c) =>
    send(c, {
      bytes: await specification(format, addressOf(c.req.raw, c.env.prefix)),
      type: `application/${format}; charset=utf-8`,
    });

/** Health checks ask this where they are not told what else to ask, to see whether anybody is there. */
const serveOptions: Serve = (c) => c.body(null, 204, { allow: "GET, HEAD, OPTIONS" });

const PAGES: Readonly<Record<string, Serve>> = {
  "/": serveInbox,
  "/assets/*": serveAsset,
  "/docs": serveDocsRoot,
  "/docs/*": serveDocs,
  "/openapi.yaml": serveSpecification("yaml"),
  "/openapi.json": serveSpecification("json"),
};

const createRouter = (): Hono<Environment> => {
  const app = new Hono<Environment>({ getPath: (request, called) => pathAt(request, called?.env?.wire ?? {}) });
  for (const [path, serve] of Object.entries(PAGES)) {
    app.get(path, async (c) => compressed(c.req.raw, await serve(c)));
  }
  app.options("/", serveOptions);
  app.notFound(serveNothing);
  // Whoever asked knows where to say it.
  app.onError((error) => {
    throw error;
  });
  return app;
};

/** One for all stubs of the process. */
const router = createRouter();

/** The inbox page, the docs site and the specification, and a word about every path that leads nowhere. */
export const answerPage = async (request: Request, wire: Wire, context: PagesContext): Promise<Response> =>
  router.fetch(request, { wire, ...context });
