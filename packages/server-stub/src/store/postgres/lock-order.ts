import type { PoolClient } from "pg";

/** The locks are taken above the sorting, whichever way the planner joins the two. */
const lockRows = {
  name: "lock_rows",
  text:
    "SELECT 1 FROM unnest($1::bigint[]) WITH ORDINALITY AS asked (generation, nth) JOIN progress p ON p.top = asked.generation " +
    "ORDER BY asked.nth FOR UPDATE OF p",
};

/**
 * Locks the rows of `progress` that a batch is about to write, by the names of their namespaces: the order of all replicas. Generations
 * are none, since a snapshot gives a namespace a new one, and whoever has waited for that holds the row under whichever it has by then.
 */
export const lockInOrder = (
  client: PoolClient,
  generations: ReadonlyMap<string, number>,
): Promise<unknown> | undefined => {
  if (generations.size < 2) return undefined;
  const names = [...generations.keys()].toSorted();
  return client.query({ ...lockRows, values: [names.map((name) => generations.get(name))] });
};
