import type { PoolClient } from "pg";

/** The locks are taken above the sorting, whichever way the planner joins the two. */
export const lockRows = {
  name: "lock_rows",
  text: "SELECT 1 FROM namespace n JOIN progress p ON p.top = n.generation WHERE n.name = ANY($1::text[]) ORDER BY n.name FOR UPDATE OF p",
};

/**
 * Locks the rows of `progress` that a batch writes, by the names of their namespaces: the order of all replicas. Generations are none,
 * since a snapshot gives a namespace a new one. Whoever has waited for that finds no row, but holds it: what he reads next is how it stays.
 */
export const lockInOrder = (client: PoolClient, names: ReadonlySet<string>): Promise<unknown> =>
  client.query({ ...lockRows, values: [[...names]] });
