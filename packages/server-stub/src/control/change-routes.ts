import {
  advanceClockRoute,
  clearFaultsRoute,
  createSnapshotRoute,
  dropSnapshotsRoute,
  getClockRoute,
  getConfigRoute,
  listFaultsRoute,
  planFaultRoute,
  reloadConfigRoute,
  replaceConfigRoute,
  resetNamespaceRoute,
  restoreSnapshotRoute,
} from "../generated/control-routes.js";
import { presentNamespace } from "./present.js";
import { ControlRefusal } from "./refusal.js";
import type { ControlApp } from "./context.js";
import type { Store } from "../store/store.js";

const mountConfig = (app: ControlApp): void => {
  app.openapi(getConfigRoute, async (c) => {
    const { config, tag } = await c.env.control.service.config(c.req.valid("param").namespace);
    return c.json(config, 200, { etag: tag });
  });
  const { params, headers } = replaceConfigRoute.request;
  // The service judges the body: row by row, with turns for others.
  app.openapi({ ...replaceConfigRoute, request: { params, headers } }, async (c) => {
    const { namespace } = c.req.valid("param");
    const { config, tag } = await c.env.control.service.replaceConfig(
      namespace,
      await c.req.json(),
      c.req.header("if-match"),
    );
    return c.json(config, 200, { etag: tag });
  });
  app.openapi(reloadConfigRoute, async (c) => {
    const { config, tag } = await c.env.control.service.reloadConfig(c.req.valid("param").namespace);
    return c.json(config, 200, { etag: tag });
  });
};

const mountFaults = (app: ControlApp): void => {
  app.openapi(listFaultsRoute, async (c) =>
    c.json(await c.env.control.service.faults(c.req.valid("param").namespace), 200),
  );
  app.openapi(planFaultRoute, async (c) =>
    c.json(await c.env.control.service.planFault(c.req.valid("param").namespace, c.req.valid("json")), 200),
  );
  app.openapi(clearFaultsRoute, async (c) =>
    c.json(await c.env.control.service.clearFaults(c.req.valid("param").namespace, c.req.valid("query").id), 200),
  );
};

const summaryOf = async (store: Store, namespace: string) => {
  const row = (await store.namespaces()).find(({ name }) => name === namespace);
  if (!row) throw new ControlRefusal(404, "namespace", "was dropped meanwhile");
  return presentNamespace(row);
};

const mountState = (app: ControlApp): void => {
  app.openapi(getClockRoute, async (c) =>
    c.json(await c.env.control.service.clock(c.req.valid("param").namespace), 200),
  );
  app.openapi(advanceClockRoute, async (c) =>
    c.json(await c.env.control.service.advance(c.req.valid("param").namespace, c.req.valid("json").advance), 200),
  );
  app.openapi(resetNamespaceRoute, async (c) => {
    const { namespace } = c.req.valid("param");
    const { service, store } = c.env.control;
    await service.reset(namespace);
    return c.json(await summaryOf(store, namespace), 200);
  });
  app.openapi(dropSnapshotsRoute, async (c) => {
    const { namespace } = c.req.valid("param");
    const { service, store } = c.env.control;
    await service.dropSnapshots(namespace);
    return c.json(await summaryOf(store, namespace), 200);
  });
  app.openapi(createSnapshotRoute, async (c) =>
    c.json(await c.env.control.service.snapshot(c.req.valid("param").namespace), 200),
  );
  app.openapi(restoreSnapshotRoute, async (c) => {
    const { namespace, id } = c.req.valid("param");
    return c.json(await c.env.control.service.restore(namespace, id), 200);
  });
};

/** Calls that change a namespace, and those that show what can be changed. */
export const mountChanges = (app: ControlApp): void => {
  mountConfig(app);
  mountFaults(app);
  mountState(app);
};
