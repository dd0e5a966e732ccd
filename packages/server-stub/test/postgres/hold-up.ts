import { Client } from "pg";

/** Longer than a transaction may take. */
const LONG = "600 milliseconds";
export const SHORT = "300ms";

/** How many wait for a lock at this moment. What a transaction sees of others stays as it was at first, unless it is told to forget it. */
export const countWaiting = async (client: Client, condition: string): Promise<number> => {
  await client.query("SELECT pg_stat_clear_snapshot()");
  const { rowCount } = await client.query(
    `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND ${condition}`,
  );
  return rowCount ?? 0;
};

/** Holds the rows of a store while `work` wants them, until its transaction is older than it may be, or ended. */
export const holdUp = async <T>(url: string, work: () => Promise<T>): Promise<T> => {
  const holder = new Client({ connectionString: url });
  await holder.connect();
  try {
    await holder.query("BEGIN; SET LOCAL transaction_timeout = 0; LOCK TABLE server_stub.progress IN EXCLUSIVE MODE");
    const progress = { isOver: false };
    const worked = work().finally(() => {
      progress.isOver = true;
    });
    const isLate = `clock_timestamp() - xact_start > interval '${LONG}'`;
    while (!progress.isOver && (await countWaiting(holder, isLate)) === 0);
    await holder.query("COMMIT");
    return await worked;
  } finally {
    await holder.end();
  }
};
