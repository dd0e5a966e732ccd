import { Client } from "pg";
import { type PostgresServer, startPostgres } from "./server.js";

/** A server that looks for deadlocks soon. */
export const startQuickToUndo = (): Promise<PostgresServer> =>
  startPostgres("-c", "fsync=off", "-c", "deadlock_timeout=20ms");

/** Somebody who wants the store's rows, and never looks for a deadlock himself, so that it is the store whose work is undone. */
export const connectRival = async ({ url }: PostgresServer): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("SET deadlock_timeout = '1h'; SET search_path = server_stub");
  return client;
};
