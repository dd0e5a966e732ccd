import { HTTPException } from "hono/http-exception";
import {
  diagnoseSignatureRoute,
  getHealthRoute,
  getMetricsRoute,
  getPlatformKeyRoute,
  listNamespacesRoute,
  listRefusalsRoute,
} from "../generated/control-routes.js";
import { StubError } from "../model/errors.js";
import { BYTE_LIMITS } from "../store/limits.js";
import { isStoreError } from "../store/errors.js";
import { mountEvents } from "./event-route.js";
import { diagnoseRequest } from "./diagnosis.js";
import { guardControl, isRead } from "./access.js";
import { compressed } from "../gateway/compression.js";
import { mountListings } from "./listing-routes.js";
import { presentNamespace, presentRefusal } from "./present.js";
import { ControlRefusal } from "./refusal.js";
import type { ControlApp, ControlContext } from "./context.js";
import { mountChanges } from "./change-routes.js";

/** `default` first. */
const order = (name: string): string => (name === "default" ? "" : name);

const mountStub = (app: ControlApp, { service, gateway, store, guard, metrics, version }: ControlContext): void => {
  app.openapi(getHealthRoute, async (c) => {
    const limits = { ...BYTE_LIMITS[store.kind] };
    const health = { version, store: store.kind, limits };
    try {
      await store.health();
      return c.json({ status: "ok" as const, ...health, bytes: await store.usedBytes() }, 200);
    } catch (error) {
      if (!isStoreError(error)) throw error;
      return c.json({ status: "lost" as const, ...health, fault: error.fault, reason: error.message }, 503);
    }
  });
  app.openapi(getMetricsRoute, async (c) => {
    const { contentType, text } = await metrics();
    return c.text(text, 200, { "content-type": contentType });
  });
  app.openapi(listRefusalsRoute, (c) => {
    const { refusals } = guard;
    return c.json({ refusals: refusals.rows().map(presentRefusal), total: refusals.total() }, 200);
  });
  app.openapi(getPlatformKeyRoute, async (c) => {
    const { keyVersion, publicKey } = await gateway.key.record();
    return c.json({ keyVersion, publicKey }, 200);
  });
  app.openapi(diagnoseSignatureRoute, async (c) => {
    const { host } = new URL(c.req.url);
    return c.json(await diagnoseRequest(service, c.req.valid("json"), host), 200);
  });
  app.openapi(listNamespacesRoute, async (c) => {
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
  if (error instanceof StubError) return new ControlRefusal(503, "store", "does not answer; try again later");
  return undefined;
};

/** Mounts the control API. Everything under `/_stub` that is no route of it is refused. */
export const mountControl = (app: ControlApp, context: ControlContext, onError: (error: unknown) => void): void => {
  app.use("/_stub/*", async (c, next) => {
    await next();
    const packed = await compressed(c.req.raw, c.res);
    if (packed !== c.res) c.res = packed;
    if (!isRead(c.req.method)) context.onWrite(c.req.method, c.req.path, c.res.status);
  });
  app.use("/_stub/*", guardControl(context.guard));
  mountStub(app, context);
  mountListings(app, context);
  mountEvents(app, context);
  mountChanges(app, context);
  app.all("/_stub/*", () => {
    throw new ControlRefusal(404, "path", "names no control call");
  });
  app.onError((error, c) => {
    const refusal = refusalOf(error);
    if (!refusal || refusal.status === 503) onError(error);
    const { body, status } = refusal ?? new ControlRefusal(500, "stub", "has a defect here, which its log names");
    return c.json(body, status);
  });
};
