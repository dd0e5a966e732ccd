import {
  listDeliveriesRoute,
  listJournalRoute,
  listMessagesRoute,
  reportTrafficRoute,
} from "../generated/control-routes.js";
import { nearest } from "../model/nearest.js";
import type { PageQuery } from "../store/store.js";
import { illegal } from "./refusal.js";
import type { ControlApp } from "./context.js";

interface Asked {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly order?: "oldest" | "newest" | undefined;
}

const pageOf = ({ limit = 100, cursor, order = "oldest" }: Asked): PageQuery =>
  cursor === undefined ? { limit, order } : { limit, order, after: Number(cursor) };

/** Of a parameter that nobody knows, in a message. */
const LONGEST_NAME = 64;

const NUMBERS = new Set(["limit", "wait"]);

/** A misspelt filter must not list everything, and a schema's numbers would take 1e3. */
const checkQuery = (sent: Readonly<Record<string, string>>, known: object): void => {
  for (const [name, value] of Object.entries(sent)) {
    if (!Object.hasOwn(known, name)) {
      const near = nearest(name, Object.keys(known));
      const mend = near === undefined ? `known are ${Object.keys(known).join(", ")}` : `did you mean ${near}?`;
      throw illegal("query", `has an unknown parameter ${JSON.stringify(name.slice(0, LONGEST_NAME))}; ${mend}`);
    }
    if (NUMBERS.has(name) && !/^[0-9]+$/.test(value)) throw illegal(name, "must be a whole number");
  }
};

/** Calls that look into a namespace. */
export const mountListings = (app: ControlApp): void => {
  app.openapi(listMessagesRoute, async (c) => {
    checkQuery(c.req.query(), listMessagesRoute.request.query.shape);
    const { namespace } = c.req.valid("param");
    const { limit, cursor, order, wait = 0, ...filter } = c.req.valid("query");
    const page = pageOf({ limit, cursor, order });
    const signal = AbortSignal.any([c.req.raw.signal, c.env.control.closing]);
    return c.json(await c.env.control.service.messages(namespace, { filter, page, wait, signal }), 200);
  });
  app.openapi(listJournalRoute, async (c) => {
    checkQuery(c.req.query(), listJournalRoute.request.query.shape);
    const { namespace } = c.req.valid("param");
    const { limit, cursor, order, outcome, ...filter } = c.req.valid("query");
    const page = pageOf({ limit, cursor, order });
    return c.json(await c.env.control.service.attempts(namespace, { filter, page, ...(outcome && { outcome }) }), 200);
  });
  app.openapi(reportTrafficRoute, async (c) =>
    c.json(await c.env.control.service.report(c.req.valid("param").namespace), 200),
  );
  app.openapi(listDeliveriesRoute, async (c) => {
    const { namespace, messageId } = c.req.valid("param");
    return c.json(await c.env.control.service.deliveries(namespace, messageId), 200);
  });
};
