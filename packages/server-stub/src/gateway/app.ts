import { OpenAPIHono, type z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { OPERATIONS } from "../model/operation.js";
import type { Call } from "./call.js";
import { answerOperation, answerWithout } from "./gateway.js";
import { type Guard, judgeOrigin } from "./guard.js";
import { type Refusal, bodyOf } from "./refusals.js";
import type { Gateway } from "./request-context.js";
import { routeOf } from "./route.js";
import { PATHS, type Target, missOf, targetOf } from "./target.js";
import { type Wire, closeConnection, readCall, sendAnswer, uriOf } from "./wire.js";

export interface Environment {
  Bindings: Wire;
}

export type StubApp = OpenAPIHono<Environment>;

export interface AppOptions {
  /** Undefined takes any prefix. */
  readonly prefix: string | undefined;
  /** Called with what the validators of mounted routes found. */
  readonly refuseInput: (found: Found, path: string) => void;
}

type Found = { readonly success: boolean; readonly error?: z.ZodError; readonly data?: unknown };

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

const pathAt = (request: Request, wire: Wire | undefined): string =>
  wire?.incoming ? pathOf(uriOf(wire.incoming.url ?? "/")) : new URL(request.url).pathname;

/** The stub's app, with the generated routes of the API mounted. Prefix and namespace are taken off before routing. */
export const createApp = (gateway: Gateway, guard: Guard, options: AppOptions): StubApp => {
  const { prefix, refuseInput } = options;
  const targetAt = cachedTargets(prefix);

  const app: StubApp = new OpenAPIHono<Environment>({
    defaultHook: (found, c) => refuseInput(found, c.req.path),
    getPath: (request, called) => {
      const path = pathAt(request, called?.env);
      const target = targetAt(path);
      if (!target) return path;
      return target.operation ? PATHS[target.operation] : UNKNOWN_API;
    },
  });

  /** A page elsewhere must not send messages, nor have its user's browser do it. */
  const refusalOf = ({ header }: Call): Refusal | undefined =>
    guard.isInProcess ? undefined : judgeOrigin(guard, { get: (name) => header(name) ?? null });

  const answer = (call: Call, target: Target | undefined) => {
    const { namespace, operation, prefix: before = "" } = target ?? {};
    if (namespace !== undefined && operation !== undefined) {
      return answerOperation(gateway, call, { namespace, operation, prefix: before });
    }
    guard.refusals.add(call, missOf(target, prefix));
    return answerWithout("INVALID_API");
  };

  const handle = async (c: Context<Environment>): Promise<Response> => {
    const wire = c.env ?? {};
    const call = await readCall(c.req.raw, wire);
    if (!call) {
      const { method, url: uri = "" } = wire.incoming ?? c.req;
      guard.refusals.add({ method: method ?? "", uri }, { status: 0, field: "body", rule: TOO_LARGE });
      return closeConnection(wire);
    }
    const refusal = refusalOf(call);
    if (!refusal) return sendAnswer(await answer(call, targetAt(pathOf(call.uri))), wire);
    guard.refusals.add(call, refusal);
    return c.json(bodyOf(refusal), 403);
  };

  // The routes' own validators answer 400 and cannot see the bytes that were signed: the gateway asks their schemas itself.
  for (const operation of OPERATIONS) {
    app.openAPIRegistry.registerPath(routeOf(operation));
    app.all(PATHS[operation], handle);
  }
  app.all(UNKNOWN_API, handle);
  return app;
};
