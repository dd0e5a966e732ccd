import type { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenStore, startOpenStore } from "../../../test/postgres/open-store.js";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { NOW } from "../conformance/records.js";
import type { PostgresStore } from "./postgres-store.js";

let opened: OpenStore;
let store: PostgresStore;
let admin: Client;

beforeAll(async () => {
  opened = await startOpenStore();
  ({ admin, store } = opened);
});
afterAll(() => opened.end());

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

it("reads a configuration, which may have megabytes, only with a state that is not known yet", async () => {
  await store.ensure("seeded", DEFAULT_CONFIG, NOW);
  await admin.query("UPDATE server_stub.namespace SET config = 'unread' WHERE name = 'seeded'");
  await store.refresh("seeded");
  const config = JSON.stringify({ ...DEFAULT_CONFIG, apps: [{ appId: "elsewhere" }] });
  await admin.query("UPDATE server_stub.namespace SET config = $1, revision = revision + 1 WHERE name = 'seeded'", [
    config,
  ]);
  await store.refresh("seeded");
  expect(store.peek("seeded")?.config.apps).toEqual([{ appId: "elsewhere" }]);
});
