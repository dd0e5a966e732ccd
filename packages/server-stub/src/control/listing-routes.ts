import {
  listDeliveriesRoute,
  listJournalRoute,
  listMessagesRoute,
  reportTrafficRoute,
} from "../generated/control-routes.js";
import type { PageQuery } from "../store/store.js";
import type { ControlApp } from "./context.js";

interface Asked {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly order?: "oldest" | "newest" | undefined;
}

/** @param signal whoever asks has gone */
const pageOf = ({ limit = 100, cursor, order = "oldest" }: Asked, signal: AbortSignal): PageQuery =>
  cursor === undefined ? { limit, order, signal } : { limit, order, signal, after: Number(cursor) };

/** Calls that look into a namespace. */
export const mountListings = (app: ControlApp): void => {
  app.openapi(listMessagesRoute, async (c) => {
    const { namespace } = c.req.valid("param");
    const { limit, cursor, order, wait = 0, ...filter } = c.req.valid("query");
    const page = pageOf({ limit, cursor, order }, c.req.raw.signal);
    const signal = AbortSignal.any([c.req.raw.signal, c.env.control.closing]);
    return c.json(await c.env.control.service.messages(namespace, { filter, page, wait, signal }), 200);
  });
  app.openapi(listJournalRoute, async (c) => {
    const { namespace } = c.req.valid("param");
    const { limit, cursor, order, outcome, ...filter } = c.req.valid("query");
    const page = pageOf({ limit, cursor, order }, c.req.raw.signal);
    return c.json(await c.env.control.service.attempts(namespace, { filter, page, ...(outcome && { outcome }) }), 200);
  });
  app.openapi(reportTrafficRoute, async (c) =>
    c.json(await c.env.control.service.report(c.req.valid("param").namespace, c.req.raw.signal), 200),
  );
  app.openapi(listDeliveriesRoute, async (c) => {
    const { namespace, messageId } = c.req.valid("param");
    return c.json(await c.env.control.service.deliveries(namespace, messageId), 200);
  });
};
