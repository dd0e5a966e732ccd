import type { Client } from "pg";

const sized = [
  ["message", "data"],
  ["attempt", "data"],
  ["answer", "body"],
] as const;

/** Whether a namespace or a snapshot has the generation of row `t`. */
const isNeeded =
  "(EXISTS (SELECT 1 FROM namespace WHERE t.generation = ANY(chain)) OR EXISTS (SELECT 1 FROM snapshot WHERE t.generation = ANY(chain)))";

const sumOf = async (admin: Client, values: readonly string[]): Promise<number> => {
  const { rows } = await admin.query<{ value: string }>(`SELECT ${values.join(" + ")} AS value`);
  return Number(rows[0]?.value);
};

/** What lies in the tables, of generations that somebody needs: what the store has to count. */
export const keptBytes = (admin: Client): Promise<number> =>
  sumOf(
    admin,
    sized.map(([table, data]) => `(SELECT coalesce(sum(octet_length(${data})), 0) FROM ${table} t WHERE ${isNeeded})`),
  );

/** How many rows lie in the tables of generations that no namespace and no snapshot has. */
export const adriftRows = (admin: Client): Promise<number> =>
  sumOf(
    admin,
    sized.map(([table]) => `(SELECT count(*) FROM ${table} t WHERE NOT ${isNeeded})`),
  );
