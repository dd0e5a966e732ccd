import type { PoolClient } from "pg";
import { StoreUnusableError } from "../errors.js";
import { findLack } from "./lack.js";
import { rehearse } from "./rehearse.js";

/**
 * Looks at what a start has found or made: that all of it is there, and may be used.
 *
 * @throws StoreUnusableError with what is missing or forbidden
 */
export const assertWhole = async (client: PoolClient, schema: string, store: string): Promise<void> => {
  const lack = await findLack(client, schema);
  if (lack !== undefined) throw new StoreUnusableError(`store ${store}: ${lack.rule}`, undefined, lack.fault);
  await rehearse(client);
};
