import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { EVERYTHING, NOW, attemptRecord, messageRecord } from "../conformance/records.js";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { take, takeLarge } from "../conformance/taking.js";
import { STEPS } from "./migrations.js";
import type { SqliteStore } from "./sqlite-store.js";

const { fresh, make: makeStore } = useSqliteFiles();
let pages = 0;
let layers = 0;

const make = (file = fresh()): Promise<SqliteStore> =>
  makeStore({
    file,
    beforeCommit: (database) => {
      pages = Number(database.prepare("PRAGMA page_count").get()?.["page_count"]);
      layers = Number(database.prepare("SELECT count(*) AS layers FROM layer").get()?.["layers"]);
    },
  });
const fill = (store: SqliteStore, count: number, length: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => takeLarge(store, `r${index}`, length)));
const sweep = (store: SqliteStore) => {
  const plan = { answersSince: 0, now: NOW, messages: 1e6, attempts: 1e6, controls: 1000, bytes: EVERYTHING };
  return store.sweep(() => plan);
};

it("takes and restores snapshots without copying, and shrinks when they are gone", async () => {
  const file = fresh();
  const store = await make(file);
  await fill(store, 1000, 3000);
  const before = pages;
  expect(before).toBeGreaterThan(1000);
  const ids: string[] = [];
  for (let nth = 0; nth < 20; nth += 1) {
    ids.push((await store.snapshot("default", NOW)).id);
    await take(store, `later-${nth}`);
  }
  for (const id of ids) expect(await store.restore("default", id, NOW)).toMatchObject({ id });
  expect(pages).toBeLessThan(before * 1.1);
  expect((await store.messages("default", {}, { limit: 1000 })).rows).toHaveLength(1000);
  await store.reset("default", NOW);
  await store.dropSnapshots("default");
  await sweep(store);
  await store.close();
  expect(statSync(file).size).toBeLessThan((before * 4096) / 2 + 1000 * 4096);
});

it("has few layers, however many snapshots are taken, and finds everything in them", async () => {
  const file = fresh();
  let store = await make(file);
  for (let nth = 0; nth < 60; nth += 1) {
    await take(store, `r${nth}`);
    await store.snapshot("default", NOW);
  }
  expect(layers).toBe(60);
  await sweep(store);
  await take(store, "last");
  expect(layers).toBeLessThanOrEqual(22);
  await store.close();
  store = await make(file);
  const { rows } = await store.messages("default", {}, { limit: 1000 });
  expect(rows.map(({ requestId }) => requestId)).toEqual([
    ...Array.from({ length: 60 }, (_, nth) => `r${nth}`),
    "last",
  ]);
  for (const { requestId, messageId } of rows) {
    expect((await take(store, requestId)).decision.stored?.messageId).toBe(messageId);
    expect((await store.attempts("default", { requestId }, { limit: 9 })).rows).toHaveLength(1);
  }
});

it("goes on with a file of the first version, snapshots included", async () => {
  const file = fresh();
  const old = new DatabaseSync(file);
  const message = { ...messageRecord("old"), delivery: undefined };
  const row = 3 * 2 ** 32 + 1;
  const kept = 4 * 2 ** 32 + 1;
  old.exec(`PRAGMA journal_mode = WAL; CREATE TABLE schema_version (version INTEGER PRIMARY KEY); ${STEPS[0] ?? ""}`);
  old.exec("INSERT INTO schema_version VALUES (1)");
  const insert = (table: string, ...values: readonly (string | number | null)[]) =>
    old.prepare(`INSERT INTO ${table} VALUES (${values.map(() => "?").join(", ")})`).run(...values);
  const config = JSON.stringify(DEFAULT_CONFIG);
  insert("namespace", "default", 3, 7, 0, NOW, "salt", "[]", config);
  insert("progress", 3, 5, 0, NOW);
  insert("snapshot", 1, "S1", "default", 4, NOW, 0, 0, "[]", config);
  for (const at of [row, kept]) {
    insert("attempt", at, '"old"', "sendMessage", JSON.stringify(attemptRecord("old")));
    insert("message", at, null, "M-old", '"old"', "SMS", "GCASH", '{"status":"queued"}', JSON.stringify(message));
    insert("answer", at, NOW, '"old"', "f", "SUCCESS", "M-old", null, "{}");
  }
  insert("outbox", row, NOW, 0);
  insert("kept_outbox", kept, NOW, 0);
  old.close();

  const store = await make(file);
  expect(store.peek("default")).toMatchObject({ revision: 7, salt: "salt" });
  expect((await store.namespaces())[0]).toMatchObject({ messages: 1, attempts: 1 });
  expect((await take(store, "old")).decision.stored?.messageId).toBe("M-old");
  await store.reset("default", NOW);
  expect((await take(store, "new")).decision.stored).toBeUndefined();
  expect(await store.restore("default", "S1", NOW)).toEqual({ id: "S1", at: NOW });
  expect((await take(store, "old")).decision.stored?.messageId).toBe("M-old");
  expect((await store.namespaces())[0]).toMatchObject({ messages: 1, attempts: 1 });
  const [entry] = await store.claim({ now: NOW, limit: 5, lease: 1, except: [] });
  expect(entry?.message.messageId).toBe("M-old");
  await store.close();
  const database = new DatabaseSync(file, { readOnly: true });
  expect(database.prepare("PRAGMA auto_vacuum").get()).toEqual({ auto_vacuum: 2 });
  database.close();
});
