import { streamEventsRoute } from "../generated/control-routes.js";
import type { ControlApp } from "./app.js";
import { eventStream } from "./events.js";
import type { ControlRoom } from "./room.js";

/** Live events. The route's own typing knows JSON and text alone, so the path is mounted by hand with its schemas. */
export const mountEvents = (app: ControlApp, { desk, store, closing }: ControlRoom): void => {
  app.openapi(streamEventsRoute, async (c) => {
    const { namespace } = c.req.valid("param");
    const last = c.req.header("last-event-id");
    await desk.enter(namespace);
    const stream = eventStream(store, namespace, last === undefined ? undefined : Number(last), closing);
    return c.body(stream, 200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
  });
};
