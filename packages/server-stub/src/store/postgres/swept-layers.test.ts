import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { keptBytes } from "../../../test/postgres/kept.js";
import { type OpenStore, startOpenStore } from "../../../test/postgres/open-store.js";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { EVERYTHING, NOW, answer, attemptRecord, messageRecord } from "../conformance/records.js";
import { take } from "../conformance/taking.js";
import type { StoredAnswer, SweepPlan } from "../store.js";
import type { PostgresStore } from "./postgres-store.js";

let opened: OpenStore;
let admin: Client;
let store: PostgresStore;
let nth = 0;
let namespace = "";

beforeAll(async () => {
  opened = await startOpenStore();
  ({ admin, store } = opened);
  await admin.query("SET search_path = server_stub");
});
afterAll(() => opened.end());
beforeEach(async () => {
  nth += 1;
  namespace = `swept-${nth}`;
  await store.ensure(namespace, DEFAULT_CONFIG, NOW);
});

const keepAll = { answersSince: 0, now: NOW, messages: 1e6, attempts: 1e6, controls: 1e6, bytes: EVERYTHING };
/** A sweep whose clock is that of the namespace. */
const sweep = (plan: Partial<SweepPlan>) =>
  store.sweep(({ name }) => (name === namespace ? { ...keepAll, ...plan } : keepAll));
const query = () => ({
  namespace,
  revision: store.peek(namespace)?.revision ?? 0,
  usedAt: NOW,
  counters: [],
  faults: [],
});

/** A request whose answer replaces the one that there is. */
const takeAnew = (id: string, stored: Partial<StoredAnswer>) =>
  store.attempt({ ...query(), key: id }, () => ({
    attempt: attemptRecord(id),
    message: messageRecord(id),
    store: answer(id, stored),
    hits: [{ key: "U1", at: NOW, until: NOW + 60_000 }],
  }));
const storedBody = async (id: string): Promise<string | undefined> =>
  (await take(store, id, { namespace })).decision.stored?.body;

const setClock = (clockOffset: number) =>
  store.change(namespace, NOW, () => ({ next: { clockOffset }, event: "clock", value: 0 }));
/** So that a snapshot from before may retain answers for another time. */
const configure = () =>
  store.change(namespace, NOW, ({ config }) => ({
    next: { config: { ...config, policies: { ...config.policies, idempotencyRetention: "PT1H" } } },
    event: "config",
    value: 0,
  }));

/** How many rows a table has of layers that the namespace or one of its snapshots has. */
const rowsOf = async (table: string): Promise<number> => {
  const { rows } = await admin.query<{ rows: number }>(
    `SELECT count(*)::integer AS rows FROM ${table} t WHERE EXISTS (SELECT 1 FROM ` +
      "(SELECT chain FROM namespace WHERE name = $1 UNION ALL SELECT chain FROM snapshot WHERE namespace = $1) c WHERE t.generation = ANY(c.chain))",
    [namespace],
  );
  return rows[0]?.rows ?? 0;
};

it("removes from layers that every snapshot has what none of them shows any more", async () => {
  for (let cycle = 0; cycle < 60; cycle += 1) {
    const at = NOW + cycle * 1000;
    await setClock(cycle * 1000);
    for (const id of ["a", "b"]) await takeAnew(`${id}${cycle}`, { at });
    await store.snapshot(namespace, at);
    await sweep({ messages: 2, attempts: 2, answersSince: at, now: at + 60_001 });
  }
  // Twenty snapshots, each of which shows two.
  for (const table of ["message", "attempt", "answer", "hit"]) expect(await rowsOf(table)).toBeLessThanOrEqual(50);
  expect(await store.usedBytes()).toBe(await keptBytes(admin));
});

it("keeps the answers that a snapshot would replay, by its own clock, and lets them go when it would not either", async () => {
  await takeAnew("a", { at: NOW });
  const { id } = await store.snapshot(namespace, NOW);
  await setClock(5000);
  await sweep({ answersSince: NOW + 5000, now: NOW + 5000 });
  expect(await rowsOf("answer")).toBe(1);
  await store.restore(namespace, id, NOW);
  expect(await storedBody("a")).toBe(answer("a").body);
  await setClock(5000);
  await sweep({ answersSince: NOW + 5001, now: NOW + 5001 });
  expect(await rowsOf("answer")).toBe(0);
  expect(await store.usedBytes()).toBe(await keptBytes(admin));
  const { rows } = await admin.query("SELECT answer_bytes FROM snapshot WHERE namespace = $1", [namespace]);
  expect(rows).toEqual([{ answer_bytes: "0" }]);
});

it.each<readonly [what: string, plan: Partial<SweepPlan>]>([
  ["its age", { answersSince: NOW + 9000 }],
  ["its size", { bytes: { ...EVERYTHING, answers: 0 } }],
])("keeps an answer that hides an older one of a snapshot, whatever %s", async (_, plan) => {
  await takeAnew("a", { body: "first" });
  await store.snapshot(namespace, NOW);
  await configure();
  await takeAnew("a", { at: NOW + 1, body: "second" });
  await takeAnew("b", { at: NOW + 1, body: "other" });
  await sweep(plan);
  expect(await storedBody("a")).toBe("second");
  expect(await storedBody("b")).toBeUndefined();
  await store.dropSnapshots(namespace);
  await sweep(plan);
  expect(await storedBody("a")).toBeUndefined();
  expect(await store.usedBytes()).toBe(await keptBytes(admin));
});
