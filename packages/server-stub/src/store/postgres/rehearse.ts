import type { PoolClient } from "pg";
import { WRITES } from "./effects.js";
import { READS } from "./facts.js";

/** PostgreSQL looks at tables, columns and privileges before it finds that there are no rows. */
const withoutRows: readonly { readonly text: string; readonly values: readonly unknown[] }[] = [
  ...[...READS, ...WRITES].map(({ text }) => {
    const last = Math.max(...[...text.matchAll(/\$(\d+)/gu)].map(([, nth]) => Number(nth)));
    // Without its name: a plan that is kept would be one for nothing.
    return { text, values: Array.from({ length: last }, () => []) };
  }),
  ...["namespace", "progress"].map((table) => ({
    text: `INSERT INTO ${table} SELECT * FROM ${table} WHERE false`,
    values: [],
  })),
];

/** Everything that a batch asks for, with nothing in it; in a transaction that is under way. */
export const rehearse = async (client: PoolClient): Promise<void> => {
  await Promise.all(withoutRows.map(({ text, values }) => client.query({ text, values: [...values] })));
};
