import { OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import {
  diagnoseSignatureRoute,
  getHealthRoute,
  getMetricsRoute,
  getPlatformKeyRoute,
  listNamespacesRoute,
  listRefusalsRoute,
} from "../generated/control-routes.js";
import { StubError, isMisuse } from "../model/errors.js";
import { BYTE_LIMITS } from "../store/limits.js";
import { isStoreError } from "../store/errors.js";
import { mountEvents } from "./event-route.js";
import { diagnoseRequest } from "./diagnosis.js";
import { guardControl, isRead } from "./access.js";
import { pathAt } from "../gateway/app.js";
import { compressed } from "../gateway/compression.js";
import { DEFECT } from "../gateway/refusals.js";
import type { Wire } from "../gateway/wire.js";
import { mountListings } from "./listing-routes.js";
import { presentNamespace, presentRefusal } from "./present.js";
import { refuseInput } from "./refuse-input.js";
import { ControlRefusal } from "./refusal.js";
import type { ControlApp, ControlContext, ControlEnvironment } from "./context.js";
import { mountChanges } from "./change-routes.js";

/** `default` first. */
const order = (name: string): string => (name === "default" ? "" : name);

const mountStub = (app: ControlApp): void => {
  app.openapi(getHealthRoute, async (c) => {
    const { store, version } = c.env.control;
    const limits = { ...BYTE_LIMITS[store.kind] };
    const health = { version, store: store.kind, limits };
    try {
      const { soundness } = await store.health();
      const bytes = await store.usedBytes();
      return c.json({ status: "ok" as const, ...health, bytes, ...(soundness && { soundness }) }, 200);
    } catch (error) {
      if (!isStoreError(error)) throw error;
      c.env.control.onError(error);
      return c.json({ status: "lost" as const, ...health, fault: error.fault, reason: error.message }, 503);
    }
  });
  app.openapi(getMetricsRoute, async (c) => {
    const { contentType, text } = await c.env.control.metrics();
    return c.text(text, 200, { "content-type": contentType });
  });
  app.openapi(listRefusalsRoute, (c) => {
    const { refusals } = c.env.control.guard;
    return c.json({ refusals: refusals.rows().map(presentRefusal), total: refusals.total() }, 200);
  });
  app.openapi(getPlatformKeyRoute, async (c) => {
    const { keyVersion, publicKey } = await c.env.control.gateway.key.record();
    return c.json({ keyVersion, publicKey }, 200);
  });
  app.openapi(diagnoseSignatureRoute, async (c) => {
    const { host } = new URL(c.req.url);
    return c.json(await diagnoseRequest(c.env.control.service, c.req.valid("json"), host), 200);
  });
  app.openapi(listNamespacesRoute, async (c) => {
    const { service, store } = c.env.control;
    await service.enter("default");
    const rows = await store.namespaces();
    const sorted = rows.toSorted((left, right) => (order(left.name) < order(right.name) ? -1 : 1));
    return c.json({ namespaces: sorted.map(presentNamespace) }, 200);
  });
};

/** What went wrong, as a refusal. */
const refusalOf = (error: Error): ControlRefusal | undefined => {
  if (error instanceof ControlRefusal) return error;
  if (error instanceof HTTPException && error.status === 400)
    return new ControlRefusal(400, "body", "must be valid JSON");
  if (isStoreError(error)) return new ControlRefusal(503, "store", error.message.replace(/^store /u, ""));
  if (error instanceof StubError && error.code === "LIBRARY_UNUSABLE")
    return new ControlRefusal(503, "metrics", error.message.replace(/^metrics: /u, ""));
  if (isMisuse(error)) {
    const [option = "", ...rule] = error.message.split(": ");
    return new ControlRefusal(503, option, rule.join(": "));
  }
  if (error instanceof StubError) return new ControlRefusal(503, "store", "does not answer; try again later");
  return undefined;
};

const createRouter = (): ControlApp => {
  const app: ControlApp = new OpenAPIHono<ControlEnvironment>({
    defaultHook: (found, c) => refuseInput(found, c.req.path),
    getPath: (request, called) => {
      const { wire = {} }: Partial<ControlEnvironment["Bindings"]> = called?.env ?? {};
      return pathAt(request, wire);
    },
  });
  app.use("/_stub/*", async (c, next) => {
    await next();
    const packed = await compressed(c.req.raw, c.res);
    if (packed !== c.res) c.res = packed;
    if (!isRead(c.req.method)) c.env.control.onWrite(c.req.method, c.req.path, c.res.status);
  });
  app.use("/_stub/*", guardControl);
  mountStub(app);
  mountListings(app);
  mountEvents(app);
  mountChanges(app);
  app.all("/_stub/*", () => {
    throw new ControlRefusal(404, "path", "names no control call");
  });
  app.onError((error, c) => {
    const refusal = refusalOf(error);
    if (!refusal || refusal.status === 503) c.env.control.onError(error);
    // In process the caller is the one who asked.
    if (isMisuse(error) && !c.env.wire.outgoing) throw error;
    const { body, status } = refusal ?? new ControlRefusal(DEFECT.status, DEFECT.field, DEFECT.rule);
    return c.json(body, status);
  });
  return app;
};

/** One for all stubs of the process. */
const router = createRouter();

/** Whether a path is the control API's. Everything there that is no route of it is refused. */
export const isControl = (path: string): boolean => path === "/_stub" || path.startsWith("/_stub/");

/** Answers a call of the control API. */
export const answerControl = async (request: Request, wire: Wire, control: ControlContext): Promise<Response> =>
  router.fetch(request, { wire, control });
