import type { IncomingMessage, ServerResponse } from "node:http";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { isMisuse } from "../model/errors.js";
import { OPERATIONS } from "../model/operation.js";
import type { Answer, Call } from "./call.js";
import { answerOperation, answerWithout } from "./gateway.js";
import { type Guard, judgeOrigin } from "./guard.js";
import { DEFECT, type Refusal, bodyOf } from "./refusals.js";
import type { Gateway } from "./request-context.js";
import { routeOf } from "./route.js";
import { PATHS, type Target, missOf, targetOf } from "./target.js";
import { type Wire, closeConnection, closeWire, readCall, readWire, sendAnswer, sendWire, uriOf } from "./wire.js";

/** A stub as it is reached at one address. */
export interface Entrance {
  readonly gateway: Gateway;
  readonly guard: Guard;
  /** Undefined takes any prefix. */
  readonly prefix: string | undefined;
  /** Answers what is none of the API's paths. */
  readonly answerOwn: (request: Request, wire: Wire) => Promise<Response>;
}

/** Answers everything that comes in at one address. */
export interface StubApp {
  readonly fetch: (request: Request, wire?: Wire) => Response | Promise<Response>;
  /** Answers a call of the API where it came in; false, and nothing is done, for whatever is not of the API. */
  readonly serve: (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;
  /** Says, and answers, that something went wrong outside of the app. */
  readonly fail: (outgoing: ServerResponse, error: unknown) => void;
}

interface Environment {
  Bindings: {
    readonly wire: Wire;
    readonly entrance: Entrance;
    readonly targetAt: (path: string) => Target | undefined;
  };
}

/** No operation has this path; one handler per path keeps Hono from composing a chain. */
const UNKNOWN_API = "/v2";

const TOO_LARGE = "is over 16 MiB or broke off; the connection was closed";

const MOST_TARGETS = 1000;

/** Paths repeat, so what they lead to is kept. */
const cachedTargets = (prefix: string | undefined): ((path: string) => Target | undefined) => {
  const targets = new Map<string, Target | undefined>();
  return (path) => {
    if (targets.has(path)) return targets.get(path);
    const target = targetOf(path, prefix);
    if (targets.size >= MOST_TARGETS) targets.clear();
    targets.set(path, target);
    return target;
  };
};

const pathOf = (uri: string): string => {
  const end = uri.search(/[?#]/);
  return end === -1 ? uri : uri.slice(0, end);
};

/** The path as it was sent: routing must not decode what was signed. */
export const pathAt = (request: Request, { incoming }: Wire): string =>
  incoming ? pathOf(uriOf(incoming.url ?? "/")) : new URL(request.url).pathname;

/** A page elsewhere must not send messages, nor have its user's browser do it. */
const refusalOf = (guard: Guard, { header }: Call): Refusal | undefined =>
  guard.isInProcess ? undefined : judgeOrigin(guard, { get: (name) => header(name) ?? null });

const JSON_ERROR = { "content-type": "application/json" };

const answerRefusal = (refusal: Refusal): Answer => ({
  status: refusal.status,
  headers: JSON_ERROR,
  body: JSON.stringify(bodyOf(refusal)),
});

const answer = ({ gateway, guard, prefix }: Entrance, call: Call, target: Target | undefined) => {
  const refusal = refusalOf(guard, call);
  if (refusal) {
    guard.refusals.add(call, refusal);
    return answerRefusal(refusal);
  }
  const { namespace, operation, prefix: before = "" } = target ?? {};
  if (namespace !== undefined && operation !== undefined) {
    return answerOperation(gateway, call, { namespace, operation, prefix: before });
  }
  guard.refusals.add(call, missOf(target, prefix));
  return answerWithout("INVALID_API");
};

/** What broke off in a way that HTTP does not know was answered where it was read. */
const noteUnread = ({ guard }: Entrance, outgoing: ServerResponse | undefined, method = "", uri = ""): void => {
  if (!outgoing?.writableEnded) guard.refusals.add({ method, uri }, { status: 0, field: "body", rule: TOO_LARGE });
};

const handle = async (c: Context<Environment>): Promise<Response> => {
  const { wire, entrance, targetAt } = c.env;
  const call = await readCall(c.req.raw, wire);
  if (call) return sendAnswer(await answer(entrance, call, targetAt(pathOf(call.uri))), wire);
  const { method, url } = wire.incoming ?? c.req;
  noteUnread(entrance, wire.outgoing, method, url);
  return closeConnection(wire);
};

const fail = (entrance: Entrance, outgoing: ServerResponse, error: unknown): void => {
  entrance.gateway.dependencies.onStoreError(error);
  if (outgoing.headersSent) outgoing.destroy();
  else sendWire(outgoing, answerRefusal(DEFECT));
};

/** The same without a Request and a Response, which nothing on this way would ever look at. */
const serveCall = async (
  entrance: Entrance,
  target: Target,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  try {
    const call = await readWire(incoming);
    if (call) return sendWire(outgoing, await answer(entrance, call, target));
    noteUnread(entrance, outgoing, incoming.method, incoming.url);
    closeWire(outgoing);
  } catch (error) {
    fail(entrance, outgoing, error);
  }
};

/** The generated routes of the API. Prefix and namespace are taken off before routing. */
const createRouter = (): OpenAPIHono<Environment> => {
  const router = new OpenAPIHono<Environment>({
    getPath: (request, called) => {
      const { wire, targetAt }: Partial<Environment["Bindings"]> = called?.env ?? {};
      const path = pathAt(request, wire ?? {});
      const target = targetAt?.(path);
      if (!target) return path;
      return target.operation ? PATHS[target.operation] : UNKNOWN_API;
    },
  });
  // The routes' own validators answer 400 and cannot see the bytes that were signed: the gateway asks their schemas itself.
  for (const operation of OPERATIONS) {
    router.openAPIRegistry.registerPath(routeOf(operation));
    router.all(PATHS[operation], handle);
  }
  router.all(UNKNOWN_API, handle);
  router.notFound((c) => c.env.entrance.answerOwn(c.req.raw, c.env.wire));
  router.onError((error, c) => {
    c.env.entrance.gateway.dependencies.onStoreError(error);
    // In process the caller is the one who asked.
    if (isMisuse(error) && !c.env.wire.outgoing) throw error;
    return c.json(bodyOf(DEFECT), DEFECT.status);
  });
  return router;
};

/** One for all stubs of the process: making it costs as much as answering a hundred requests. */
const router = createRouter();

/** The app of a stub at one address. */
export const createApp = (entrance: Entrance): StubApp => {
  const targetAt = cachedTargets(entrance.prefix);
  return {
    fetch: (request, wire = {}) => router.fetch(request, { wire, entrance, targetAt }),
    fail: (outgoing, error) => fail(entrance, outgoing, error),
    serve: (incoming, outgoing) => {
      const { url = "" } = incoming;
      // What is no path but a whole URL, as proxies are sent it, may be none at all: that is seen where URLs are made.
      const target = url.startsWith("/") ? targetAt(pathOf(url)) : undefined;
      if (!target) return false;
      void serveCall(entrance, target, incoming, outgoing);
      return true;
    },
  };
};
