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
import type { ControlApp } from "./app.js";
import { presentNamespace } from "./present.js";
import { ControlRefusal } from "./refusal.js";
import type { ControlRoom } from "./room.js";

const mountConfig = (app: ControlApp, { desk }: ControlRoom): void => {
  app.openapi(getConfigRoute, async (c) => c.json(await desk.config(c.req.valid("param").namespace), 200));
  app.openapi(replaceConfigRoute, async (c) =>
    c.json(await desk.replaceConfig(c.req.valid("param").namespace, c.req.valid("json")), 200),
  );
  app.openapi(reloadConfigRoute, async (c) => c.json(await desk.reloadConfig(c.req.valid("param").namespace), 200));
};

const mountFaults = (app: ControlApp, { desk }: ControlRoom): void => {
  app.openapi(listFaultsRoute, async (c) => c.json(await desk.faults(c.req.valid("param").namespace), 200));
  app.openapi(planFaultRoute, async (c) =>
    c.json(await desk.planFault(c.req.valid("param").namespace, c.req.valid("json")), 200),
  );
  app.openapi(clearFaultsRoute, async (c) =>
    c.json(await desk.clearFaults(c.req.valid("param").namespace, c.req.valid("query").id), 200),
  );
};

const mountState = (app: ControlApp, { desk, store }: ControlRoom): void => {
  app.openapi(getClockRoute, async (c) => c.json(await desk.clock(c.req.valid("param").namespace), 200));
  app.openapi(advanceClockRoute, async (c) =>
    c.json(await desk.advance(c.req.valid("param").namespace, c.req.valid("json").advance), 200),
  );
  app.openapi(resetNamespaceRoute, async (c) => {
    const { namespace } = c.req.valid("param");
    await desk.reset(namespace);
    const row = (await store.namespaces()).find(({ name }) => name === namespace);
    if (!row) throw new ControlRefusal(404, "namespace", "was dropped meanwhile");
    return c.json(presentNamespace(row), 200);
  });
  app.openapi(createSnapshotRoute, async (c) => c.json(await desk.snapshot(c.req.valid("param").namespace), 200));
  app.openapi(restoreSnapshotRoute, async (c) => {
    const { namespace, id } = c.req.valid("param");
    return c.json(await desk.restore(namespace, id), 200);
  });
};

/** Calls that change a namespace, and those that show what can be changed. */
export const mountSteering = (app: ControlApp, room: ControlRoom): void => {
  mountConfig(app, room);
  mountFaults(app, room);
  mountState(app, room);
};
