import type { PoolClient } from "pg";

/** Entries of an outbox that one statement moves, copies or removes. */
const atOnce = 2000;

type Outbox = "outbox" | "kept_outbox";

const holderOf = (table: Outbox): string => (table === "outbox" ? "top" : "generation");

/** Removes the entries of a generation, in the transaction that is under way. */
export const removeSlices = async (client: PoolClient, table: Outbox, generation: number): Promise<void> => {
  const text = `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${holderOf(table)} = $1 LIMIT ${atOnce}))`;
  for (let removed = 1; removed > 0;) removed = (await client.query(text, [generation])).rowCount ?? 0;
};

interface Move {
  readonly from: number;
  readonly to: number;
}

const inSlices = async (client: PoolClient, { from, to }: Move, source: Outbox, writes: string): Promise<void> => {
  const text =
    `WITH slice AS (SELECT sequence, due_at, attempts FROM ${source} WHERE ${holderOf(source)} = $1 AND sequence > $3 ORDER BY sequence LIMIT ${atOnce}), ` +
    `${writes} SELECT max(sequence) AS last FROM slice`;
  for (let last: number | null = 0; last !== null;) {
    const done: { rows: { last: number | null }[] } = await client.query(text, [from, to, last]);
    last = done.rows[0]?.last ?? null;
  }
};

/** What waits for delivery is kept with the frozen generation, where nobody delivers it, and goes on in the new one. */
export const keepOutbox = (client: PoolClient, move: Move): Promise<void> =>
  inSlices(
    client,
    move,
    "outbox",
    "kept AS (INSERT INTO kept_outbox (generation, sequence, due_at, attempts) SELECT $1, sequence, due_at, attempts FROM slice), " +
      "moved AS (UPDATE outbox o SET top = $2 FROM slice s WHERE o.top = $1 AND o.sequence = s.sequence)",
  );

/** What was kept waits for delivery again. */
export const restoreOutbox = (client: PoolClient, move: Move): Promise<void> =>
  inSlices(
    client,
    move,
    "kept_outbox",
    "due AS (INSERT INTO outbox (top, sequence, due_at, attempts) SELECT $2, sequence, due_at, attempts FROM slice)",
  );
