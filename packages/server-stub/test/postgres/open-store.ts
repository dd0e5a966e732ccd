import { Client } from "pg";
import { PostgresStore } from "../../src/store/postgres/postgres-store.js";
import { startPostgres } from "./server.js";

/** A store on a database of its own, and a connection to look at it from beside. */
export interface OpenStore {
  readonly store: PostgresStore;
  readonly admin: Client;
  readonly url: string;
  end(): Promise<void>;
}

export const startOpenStore = async (): Promise<OpenStore> => {
  const server = await startPostgres("-c", "fsync=off");
  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  const store = new PostgresStore({ url: server.url });
  await store.open();
  return {
    store,
    admin,
    url: server.url,
    end: async () => {
      await store.close();
      await admin.end();
      await server.remove();
    },
  };
};
