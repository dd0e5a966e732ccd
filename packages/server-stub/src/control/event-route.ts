import { streamEventsRoute } from "../generated/control-routes.js";
import type { Wire } from "../gateway/wire.js";
import { eventStream } from "./events.js";
import type { ControlApp } from "./context.js";
import { setTimeout } from "../model/real-time.js";

/** Time for a reader to take what was sent before the stub closed, in ms. */
const LAST_WORDS = 500;

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  "x-accel-buffering": "no",
};

/** A reader that has stopped reading, such as a sleeping page, must not hold up a stub that closes. */
const endWith = (closing: AbortSignal, { outgoing }: Wire): void => {
  if (!outgoing) return;
  const end = (): void => void setTimeout(() => outgoing.destroy(), LAST_WORDS).unref();
  if (closing.aborted) end();
  closing.addEventListener("abort", end, { once: true });
  outgoing.once("close", () => closing.removeEventListener("abort", end));
};

/** Live events. */
export const mountEvents = (app: ControlApp): void => {
  app.openapi(streamEventsRoute, async (c) => {
    const { namespace } = c.req.valid("param");
    const last = c.req.header("last-event-id");
    const { service, store, closing } = c.env.control;
    await service.enter(namespace);
    // Nobody would read, and so end, the stream of a HEAD request.
    if (c.req.method === "HEAD") return c.body(null, 200, HEADERS);
    // Asked before the stream is made: a store that is lost gets its own answer, and nothing is left to end.
    const now = () => store.events(namespace, undefined, 1);
    const after = last === undefined ? (await c.env.control.service.within(namespace, now)).last : Number(last);
    endWith(closing, c.env.wire);
    return c.body(eventStream({ store, namespace, within: service.within, after, closing }), 200, HEADERS);
  });
};
