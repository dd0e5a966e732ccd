import { Client } from "pg";
import { afterAll, beforeAll } from "vitest";
import { startPostgres, type PostgresServer } from "../../../test/postgres/server.js";
import { describeReplicas } from "../../../test/postgres/describe-replicas.js";
import { describeStore } from "../conformance.js";
import { PostgresStore } from "./postgres-store.js";

let server: PostgresServer;
let cleaner: Client;
let tables = "";

beforeAll(async () => {
  // What these tests need is what a transaction sees, not what a power cut leaves.
  server = await startPostgres("-c", "fsync=off", "-c", "full_page_writes=off");
  cleaner = new Client({ connectionString: server.url });
  await cleaner.connect();
  const store = new PostgresStore({ url: server.url });
  await store.open();
  await store.close();
  const found = await cleaner.query<{ names: string }>(
    "SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS names FROM pg_tables " +
      "WHERE schemaname = 'server_stub' AND tablename <> 'schema_version'",
  );
  tables = found.rows[0]?.names ?? "";
});
afterAll(async () => {
  await cleaner.end();
  await server.remove();
});

describeStore("postgres", async () => {
  await cleaner.query(`TRUNCATE ${tables}`);
  return new PostgresStore({ url: server.url });
});

describeReplicas(async () => server.url);
