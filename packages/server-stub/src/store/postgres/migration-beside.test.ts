import type { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { countWaiting } from "../../../test/postgres/hold-up.js";
import { makeVersion } from "../../../test/postgres/first-version.js";
import { connectRival, startQuickToUndo } from "../../../test/postgres/rivals.js";
import type { PostgresServer } from "../../../test/postgres/server.js";
import { idsOf } from "../conformance/taking.js";
import { STEPS } from "./migrations.js";
import { PostgresStore } from "./postgres-store.js";

/** More than any other work is done again. */
const TIMES = 5;

let server: PostgresServer;
/** Replicas of the version before. */
let replicas: readonly Client[];

beforeAll(async () => {
  server = await startQuickToUndo();
  replicas = await Promise.all(Array.from({ length: TIMES + 1 }, () => connectRival(server)));
});
afterAll(async () => {
  await Promise.all(replicas.map((client) => client.end()));
  await server.remove();
});

it("starts beside replicas of the version before that use the same tables in another order", async () => {
  const [first, ...others] = replicas;
  if (first === undefined) throw new Error("there are several");
  await makeVersion(first, "server_stub", ["r1", "r2"], STEPS.length - 1);
  await first.query("BEGIN; LOCK TABLE namespace IN ACCESS SHARE MODE");
  // Each has taken sequences, and looks at its namespace next.
  for (const client of others) await client.query("BEGIN; LOCK TABLE progress IN ROW EXCLUSIVE MODE");
  const store = new PostgresStore({ url: server.url });
  const outcome: { failure?: unknown } = {};
  const started = store.open().catch((error: unknown) => {
    outcome.failure = error;
  });
  const untilWaiting = async (client: Client, count: number): Promise<void> => {
    while (outcome.failure === undefined && (await countWaiting(client, "true")) < count);
  };
  let before = first;
  for (const client of others) {
    await untilWaiting(before, 1);
    const looked = client.query("SELECT 1 FROM namespace");
    await untilWaiting(before, 2);
    await before.query("COMMIT");
    await looked;
    before = client;
  }
  await before.query("COMMIT");
  await started;
  expect(outcome).toEqual({});
  expect(await idsOf(store)).toEqual(["r1", "r2"]);
  await store.close();
});
