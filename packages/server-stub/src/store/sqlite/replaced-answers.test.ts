import type { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { EVERYTHING, NAMESPACE, NOW, answer, attemptRecord } from "../conformance/records.js";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import type { SqliteStore } from "./sqlite-store.js";

const { make: makeStore } = useSqliteFiles();
const SIZE = 100;
let [answers, lookups] = [0, 0];

const count = (database: DatabaseSync, table: string): number =>
  Number(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.["rows"]);

const make = (): Promise<SqliteStore> =>
  makeStore({
    lookupRun: 1,
    beforeCommit: (database) => {
      answers = count(database, "answer");
      lookups = count(database, "lookup");
    },
  });

const put = (store: SqliteStore, key: string, at: number) =>
  store.attempt(
    {
      namespace: NAMESPACE,
      revision: store.peek(NAMESPACE)?.revision ?? 0,
      usedAt: NOW,
      key,
      counters: [],
      faults: [],
    },
    ({ stored }) => ({ stored, store: answer(key, { at, messageId: "M", body: "x".repeat(SIZE) }) }),
  );

const amend = (store: SqliteStore, key: string) =>
  store.amend({
    namespace: NAMESPACE,
    sequence: 0,
    key,
    store: answer(key, { messageId: "M", body: "x".repeat(SIZE) }),
    attempt: attemptRecord(key),
  });

const sweep = (store: SqliteStore, answersSince: number) =>
  store.sweep(() => ({ answersSince, now: NOW, messages: 9, attempts: 9, controls: 9, bytes: EVERYTHING }));
const bytes = async (store: SqliteStore) => (await store.namespaces())[0]?.bytes;
const nothing = async (): Promise<void> => {};
const snapshot = (store: SqliteStore) => store.snapshot(NAMESPACE, NOW);

it.each([
  ["of its own", nothing],
  ["that a snapshot has", snapshot],
  [
    "that was amended above a snapshot",
    async (store: SqliteStore) => {
      await snapshot(store);
      await amend(store, "k");
    },
  ],
])("counts the answers that replaced one %s, and nothing twice", async (_, between) => {
  const store = await make();
  for (let nth = 0; nth < 5; nth += 1) {
    await put(store, "k", NOW + nth);
    expect(await bytes(store)).toBe(SIZE);
    await between(store);
  }
  expect((await put(store, "k", NOW + 5)).decision.stored?.at).toBeGreaterThanOrEqual(NOW);
  await put(store, "other", NOW + 6);
  await sweep(store, NOW + 5);
  expect(await bytes(store)).toBe(2 * SIZE);
  expect((await put(store, "k", NOW + 7)).decision.stored?.at).toBe(NOW + 5);
  await store.dropSnapshots(NAMESPACE);
  await sweep(store, NOW + 8);
  await sweep(store, NOW + 8);
  expect([await bytes(store), answers, lookups]).toEqual([0, 0, 0]);
});
