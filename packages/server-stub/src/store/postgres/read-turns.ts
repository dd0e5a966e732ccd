import type { Pool } from "pg";
import { type Turns, createTurns } from "../../model/turns.js";

const turns = new WeakMap<Pool, Turns>();

/**
 * Reads a slice of a namespace when it is its turn among all who read, one at a time in each replica: more would take the processors and
 * the connections of the database from those who send.
 */
export const readInTurn = <T>(pool: Pool, namespace: string, read: () => Promise<T>): Promise<T> => {
  const its = turns.get(pool) ?? createTurns();
  turns.set(pool, its);
  return its.run(namespace, read);
};
