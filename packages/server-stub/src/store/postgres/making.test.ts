import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type PostgresServer, startPostgres } from "../../../test/postgres/server.js";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { NOW } from "../conformance/records.js";
import { PostgresStore } from "./postgres-store.js";

let server: PostgresServer;
let admin: Client;
let store: PostgresStore;

beforeAll(async () => {
  server = await startPostgres("-c", "fsync=off");
  admin = new Client({ connectionString: server.url });
  await admin.connect();
  store = new PostgresStore({ url: server.url });
  await store.open();
});
afterAll(async () => {
  await store.close();
  await admin.end();
  await server.remove();
});

const waiting = async (): Promise<number> => {
  const { rows } = await admin.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
  return rows.length;
};

it("a namespace that hundreds ask for at once is made by one connection, while the others work", async () => {
  await admin.query("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('new', 1))");
  const asked = Array.from({ length: 200 }, async () => store.ensure("new", DEFAULT_CONFIG, NOW));
  while ((await waiting()) === 0);
  await store.ensure("other", DEFAULT_CONFIG, NOW);
  expect(await waiting()).toBe(1);
  await admin.query("COMMIT");
  expect(new Set((await Promise.all(asked)).map(({ salt }) => salt)).size).toBe(1);
});
