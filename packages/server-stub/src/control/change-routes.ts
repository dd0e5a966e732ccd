import {
  advanceClockRoute,
  clearFaultsRoute,
  createSnapshotRoute,
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
import type { ControlApp, ControlContext } from "./context.js";

const mountConfig = (app: ControlApp, { service }: ControlContext): void => {
  app.openapi(getConfigRoute, async (c) => {
    const { config, tag } = await service.config(c.req.valid("param").namespace);
    return c.json(config, 200, { etag: tag });
  });
  app.openapi(replaceConfigRoute, async (c) => {
    const { namespace } = c.req.valid("param");
    const { config, tag } = await service.replaceConfig(namespace, c.req.valid("json"), c.req.header("if-match"));
    return c.json(config, 200, { etag: tag });
  });
  app.openapi(reloadConfigRoute, async (c) => {
    const { config, tag } = await service.reloadConfig(c.req.valid("param").namespace);
    return c.json(config, 200, { etag: tag });
  });
};

const mountFaults = (app: ControlApp, { service }: ControlContext): void => {
  app.openapi(listFaultsRoute, async (c) => c.json(await service.faults(c.req.valid("param").namespace), 200));
  app.openapi(planFaultRoute, async (c) =>
    c.json(await service.planFault(c.req.valid("param").namespace, c.req.valid("json")), 200),
  );
  app.openapi(clearFaultsRoute, async (c) =>
    c.json(await service.clearFaults(c.req.valid("param").namespace, c.req.valid("query").id), 200),
  );
};

const mountState = (app: ControlApp, { service, store }: ControlContext): void => {
  app.openapi(getClockRoute, async (c) => c.json(await service.clock(c.req.valid("param").namespace), 200));
  app.openapi(advanceClockRoute, async (c) =>
    c.json(await service.advance(c.req.valid("param").namespace, c.req.valid("json").advance), 200),
  );
  app.openapi(resetNamespaceRoute, async (c) => {
    const { namespace } = c.req.valid("param");
    await service.reset(namespace);
    const row = (await store.namespaces()).find(({ name }) => name === namespace);
    if (!row) throw new ControlRefusal(404, "namespace", "was dropped meanwhile");
    return c.json(presentNamespace(row), 200);
  });
  app.openapi(createSnapshotRoute, async (c) => c.json(await service.snapshot(c.req.valid("param").namespace), 200));
  app.openapi(restoreSnapshotRoute, async (c) => {
    const { namespace, id } = c.req.valid("param");
    return c.json(await service.restore(namespace, id), 200);
  });
};

/** Calls that change a namespace, and those that show what can be changed. */
export const mountChanges = (app: ControlApp, context: ControlContext): void => {
  mountConfig(app, context);
  mountFaults(app, context);
  mountState(app, context);
};
