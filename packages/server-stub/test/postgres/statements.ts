import type { Client } from "pg";

/** What one statement has written. */
export interface Statement {
  readonly tab: string;
  readonly rows: number;
  readonly transaction: string;
  /** Generations that it has touched. */
  readonly generations: readonly number[];
}

const watched = ["attempt", "message", "answer", "control", "hit", "outbox", "kept_outbox", "progress"];

/** Lets the database write down how many rows each statement touches, and in which transaction. */
export const watchStatements = async (admin: Client, schema: string): Promise<() => Promise<readonly Statement[]>> => {
  await admin.query(
    `CREATE TABLE public.noted (nth bigserial, tab text, rows int, transaction text, generations bigint[])`,
  );
  await admin.query(`
    CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO public.noted (tab, rows, transaction, generations)
      SELECT TG_TABLE_NAME, count(*), pg_current_xact_id()::text, array_agg(DISTINCT coalesce(to_jsonb(touched) ->> 'generation', to_jsonb(touched) ->> 'top')::bigint) FROM touched HAVING count(*) > 0;
      RETURN NULL;
    END $$`);
  for (const table of watched) {
    for (const [event, rows] of [
      ["INSERT", "NEW"],
      ["UPDATE", "NEW"],
      ["DELETE", "OLD"],
    ] as const) {
      await admin.query(
        `CREATE TRIGGER note_${event} AFTER ${event} ON ${schema}.${table} REFERENCING ${rows} TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION public.note()`,
      );
    }
  }
  return async () => {
    const { rows } = await admin.query<Omit<Statement, "generations"> & { readonly generations: readonly string[] }>(
      "WITH seen AS (DELETE FROM public.noted RETURNING *) SELECT * FROM seen ORDER BY nth",
    );
    return rows.map(({ tab, rows: count, transaction, generations }) => ({
      tab,
      rows: count,
      transaction,
      generations: generations.map(Number),
    }));
  };
};
