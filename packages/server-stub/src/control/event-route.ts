import { streamEventsRoute } from "../generated/control-routes.js";
import type { ControlApp } from "./app.js";
import { eventStream } from "./events.js";
import type { ControlRoom } from "./room.js";

/** Live events. */
export const mountEvents = (app: ControlApp, { desk, store, closing }: ControlRoom): void => {
  app.openapi(streamEventsRoute, async (c) => {
    const { namespace } = c.req.valid("param");
    const last = c.req.header("last-event-id");
    await desk.enter(namespace);
    const after = last === undefined ? undefined : Number(last);
    const stream = eventStream({ store, namespace, after, closing });
    return c.body(stream, 200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
  });
};
