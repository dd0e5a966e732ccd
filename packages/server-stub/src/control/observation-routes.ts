import { listJournalRoute, listMessagesRoute } from "../generated/control-routes.js";
import type { PageQuery } from "../store/store.js";
import type { ControlApp } from "./app.js";
import type { ControlRoom } from "./room.js";

const pageOf = ({ limit = 100, cursor }: { limit?: number; cursor?: string }): PageQuery =>
  cursor === undefined ? { limit } : { limit, after: Number(cursor) };

/** Calls that look into a namespace. */
export const mountObservation = (app: ControlApp, { desk, closing }: ControlRoom): void => {
  app.openapi(listMessagesRoute, async (c) => {
    const { namespace } = c.req.valid("param");
    const { limit, cursor, wait = 0, ...filter } = c.req.valid("query");
    const page = pageOf({ ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) });
    const signal = AbortSignal.any([c.req.raw.signal, closing]);
    return c.json(await desk.messages(namespace, { filter, page, wait, signal }), 200);
  });
  app.openapi(listJournalRoute, async (c) => {
    const { namespace } = c.req.valid("param");
    const { limit, cursor, ...filter } = c.req.valid("query");
    const page = pageOf({ ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) });
    return c.json(await desk.attempts(namespace, filter, page), 200);
  });
};
