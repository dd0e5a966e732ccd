import { byLane } from "@miniprogram-messages/lane";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { dropOldest } from "../conformance/changes.js";
import { EVERYTHING, NAMESPACE, NOW, answer, attemptRecord, messageRecord } from "../conformance/records.js";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import type { Decision } from "../store.js";
import type { SqliteStore } from "./sqlite-store.js";

const { fresh, make: makeStore } = useSqliteFiles();

const tables = [
  "message",
  "attempt",
  "answer",
  "lookup",
  "hit",
  "control",
  "kept_outbox",
  "fault_count",
  "layer",
] as const;
type Table = (typeof tables)[number];
let rows: Partial<Record<Table, number>> = {};
let pages = 0;

const number = (database: DatabaseSync, text: string): number =>
  Number(Object.values(database.prepare(text).get() ?? {})[0]);

const make = (file: string): Promise<SqliteStore> =>
  makeStore({
    file,
    lookupRun: 5,
    beforeCommit: (database) => {
      rows = Object.fromEntries(tables.map((table) => [table, number(database, `SELECT count(*) FROM ${table}`)]));
      pages = number(database, "PRAGMA page_count");
    },
  });

const CYCLES = byLane("cycles of a snapshot and a sweep in one file", { quick: 80, full: 200 });
const LASTS = 3;
const FAULT = { id: "F1", seed: 3, effect: { result: "PROCESS_FAIL" } };
const few = { messages: 4, attempts: 5, controls: 6, bytes: { ...EVERYTHING, answers: 200 } };
const sweep = (store: SqliteStore, at: number, keep = few) =>
  store.sweep(({ clockOffset }) => ({ ...keep, answersSince: 0, now: at + clockOffset }));

const ask = (store: SqliteStore, key: string, at: number, decide: () => Decision) =>
  store.attempt(
    {
      namespace: NAMESPACE,
      revision: store.peek(NAMESPACE)?.revision ?? 0,
      usedAt: NOW,
      key,
      counters: [{ key: "u", since: at - LASTS }],
      faults: [],
    },
    ({ stored, counts }) => ({ stored, counts, ...decide() }),
  );

const take = (store: SqliteStore, id: string, at: number, text = "") =>
  ask(store, id, at, () => ({
    attempt: attemptRecord(id),
    message: messageRecord(id, { content: { content: text }, delivery: { status: "queued" } }),
    store: answer(id),
    dueAt: NOW,
    hits: [{ key: "u", at, until: at + LASTS }],
    draws: [{ id: FAULT.id, happened: true }],
  }));

const claim = (store: SqliteStore) => store.claim({ now: NOW + 1e9, limit: 1000, lease: 0, except: [] });

/** Delivers what waits but the newest, so that most messages lie in two layers, and amends their answers. */
const deliver = async (store: SqliteStore): Promise<void> => {
  const delivered = (await claim(store)).slice(0, -1).map(async (entry) => {
    const { requestId, messageId, sequence } = entry.message;
    await store.settle(entry, { delivery: { status: "delivered", attempts: 1, at: NOW } });
    const change = { messageId, detail: "amended" };
    const amended = { store: answer(requestId, { body: "amended" }), attempt: attemptRecord(requestId, change) };
    await store.amend({ namespace: NAMESPACE, sequence, key: requestId, ...amended });
  });
  await Promise.all(delivered);
};

const cycle = async (store: SqliteStore, nth: number, text?: string): Promise<void> => {
  const at = NOW + nth;
  await deliver(store);
  await Promise.all(["a", "b"].map((each) => take(store, `${each}${nth}`, at, text)));
  await store.change(NAMESPACE, at, () => ({ next: { faults: [FAULT] }, event: "faults", value: undefined }));
};

/** From where on events are whole. */
const wholeFrom = async (store: SqliteStore, from: number): Promise<number> => {
  for (let after = from; ; after += 1) if (!(await store.events(NAMESPACE, after, 1)).gap) return after;
};

/** Everything that a namespace shows after a cycle, but what its clock decides. */
const look = async (store: SqliteStore, last: number, from: number) => {
  const ids = Array.from({ length: 6 }, (_, back) => [`a${last - back}`, `b${last - back}`]).flat();
  const page = { limit: 1000 };
  const replays = [];
  for (const requestId of ids) {
    const { stored } = (await ask(store, requestId, 0, () => ({}))).decision;
    const messages = (await store.messages(NAMESPACE, { requestId }, page)).rows;
    const attempts = (await store.attempts(NAMESPACE, { requestId }, page)).rows;
    replays.push({ requestId, stored, messages, attempts });
  }
  return {
    replays,
    messages: await store.messages(NAMESPACE, {}, page),
    attempts: await store.attempts(NAMESPACE, {}, page),
    faults: await store.faultCounts(NAMESPACE),
    waiting: (await claim(store)).toSorted((one, other) => one.message.sequence - other.message.sequence),
    events: await store.events(NAMESPACE, from, 1000),
  };
};

type Seen = Awaited<ReturnType<typeof look>>;

/** With twenty snapshots, two new messages and three waiting ones in each, of which most lie in two layers. */
const MOST: Readonly<Record<Table, number>> = {
  message: 100,
  attempt: 100,
  answer: 110,
  lookup: 120,
  hit: 2 * LASTS,
  control: 50,
  kept_outbox: 20 * 3,
  fault_count: 21,
  layer: 21,
};

it("keeps a bounded number of rows under snapshots that come and go, and each snapshot shows what it did", async () => {
  const file = fresh();
  let store = await make(file);
  const reopen = async (): Promise<void> => {
    await store.close();
    store = await make(file);
  };
  const taken: { readonly id: string; readonly nth: number; readonly from: number; readonly seen: Seen }[] = [];
  let from = 0;
  for (let nth = 0; nth < 60; nth += 1) {
    await cycle(store, nth);
    if (nth >= 40) {
      from = await wholeFrom(store, from);
      const seen = await look(store, nth, from);
      taken.push({ id: (await store.snapshot(NAMESPACE, NOW + nth)).id, nth, from, seen });
    } else await store.snapshot(NAMESPACE, NOW + nth);
    if (nth % 25 === 24) await reopen();
    await sweep(store, NOW + nth);
  }
  for (const table of tables) expect.soft(rows[table], table).toBeLessThanOrEqual(MOST[table]);
  await reopen();

  for (const { id, nth, from: whole, seen } of taken) {
    expect(await store.restore(NAMESPACE, id, NOW)).toEqual({ id, at: NOW + nth });
    const { events, ...rest } = await look(store, nth, whole);
    const { events: before, ...others } = seen;
    expect(others.messages.rows.length).toBeGreaterThan(few.messages);
    expect(rest).toEqual(others);
    expect(events.gap).toBe(false);
    expect(events.events.slice(0, -1)).toEqual(before.events);
    expect(events.events.at(-1)).toMatchObject({ type: "control", change: "restore" });
    await sweep(store, NOW + 59);
  }
});

it("has a file that grows no more", async () => {
  const store = await make(fresh());
  let before = 0;
  for (let nth = 0; nth < CYCLES; nth += 1) {
    await cycle(store, nth, "x".repeat(20_000));
    await store.snapshot(NAMESPACE, NOW + nth);
    await sweep(store, NOW + nth);
    if (nth === 50) before = pages;
  }
  expect(pages).toBeLessThan(1.1 * before);
});

it("keeps the hits that count by the clock of a snapshot", async () => {
  const store = await make(fresh());
  const counted = async () => (await ask(store, "none", NOW, () => ({}))).decision.counts;
  const advance = () =>
    store.change(NAMESPACE, NOW, () => ({ next: { clockOffset: 1000 }, event: "clock", value: undefined }));
  await take(store, "a", NOW);
  const { id } = await store.snapshot(NAMESPACE, NOW);
  await take(store, "b", NOW);
  await advance();
  await sweep(store, NOW);
  expect([await counted(), rows.hit]).toEqual([[1], 1]);
  await store.restore(NAMESPACE, id, NOW);
  expect(await counted()).toEqual([1]);
  await advance();
  await sweep(store, NOW + LASTS);
  expect([await counted(), rows.hit]).toEqual([[0], 0]);
});

it("keeps more hits than one turn looks at, where some count still", async () => {
  const store = await make(fresh());
  const hits = Array.from({ length: 1500 }, (_, nth) => ({ key: `u${nth % 7}`, at: NOW, until: NOW + (nth % 3) }));
  for (const part of [0, 500, 1000]) {
    await ask(store, "none", NOW, () => ({ hits: hits.slice(part, part + 500) }));
    await store.snapshot(NAMESPACE, NOW);
  }
  await sweep(store, NOW + 1);
  expect(rows.hit).toBe(500);
});

it("forgets what the snapshots of a namespace that was reset show no more", async () => {
  const store = await make(fresh());
  for (const nth of [0, 1, 2]) await take(store, `a${nth}`, NOW);
  await store.snapshot(NAMESPACE, NOW);
  for (const nth of [0, 1, 2]) await take(store, `b${nth}`, NOW);
  await sweep(store, NOW);
  const { id } = await store.snapshot(NAMESPACE, NOW);
  await store.reset(NAMESPACE, NOW);
  await sweep(store, NOW);
  expect(rows.message).toBe(6);
  await dropOldest(store, NAMESPACE);
  await sweep(store, NOW);
  expect(rows.message).toBe(few.messages);
  await store.restore(NAMESPACE, id, NOW);
  expect((await store.messages(NAMESPACE, {}, { limit: 9 })).rows).toHaveLength(few.messages);
});

it("takes nothing from a snapshot of an older version, which had forgotten nothing", async () => {
  const file = fresh();
  let store = await make(file);
  for (const nth of [0, 1, 2]) await take(store, `a${nth}`, NOW);
  const { id } = await store.snapshot(NAMESPACE, NOW);
  await store.close();
  const old = new DatabaseSync(file);
  old.exec("UPDATE snapshot SET tally = NULL");
  old.close();
  store = await make(file);
  await sweep(store, NOW, { ...few, messages: 0, attempts: 0 });
  expect((await store.messages(NAMESPACE, {}, { limit: 9 })).rows).toEqual([]);
  await store.restore(NAMESPACE, id, NOW);
  expect((await store.messages(NAMESPACE, {}, { limit: 9 })).rows).toHaveLength(3);
});

it("takes nothing from those who come by a layer while a sweep is under way", async () => {
  const store = await make(fresh());
  let snapshots: { readonly id: string; readonly shown: readonly string[] }[] = [];
  let shown: readonly string[] = [];
  const expectWhole = async (newest: readonly string[]): Promise<void> => {
    const ids = (await store.messages(NAMESPACE, {}, { limit: 1000 })).rows.map(({ requestId }) => requestId);
    const attempts = (await store.attempts(NAMESPACE, {}, { limit: 1000 })).rows;
    const [counted] = await store.namespaces();
    expect(ids.slice(-few.messages)).toEqual(newest.slice(-few.messages));
    expect([ids.length, attempts.length]).toEqual([counted?.messages, counted?.attempts]);
  };
  for (let nth = 0; nth < 60; nth += 1) {
    const ids = ["a", "b", "c"].map((each) => `${each}${nth}`);
    await Promise.all(ids.map((id) => take(store, id, NOW)));
    shown = shown.concat(ids);
    // An older one would keep what a newer one needs.
    if (nth % 2 === 0) {
      await store.dropSnapshots(NAMESPACE);
      snapshots = [];
    }
    const sweeping = sweep(store, NOW);
    for (let turn = 0; turn < nth % 9; turn += 1) await setImmediate();
    snapshots.push({ id: (await store.snapshot(NAMESPACE, NOW)).id, shown });
    const [first] = snapshots;
    if (nth % 4 === 3 && first !== undefined) {
      await store.restore(NAMESPACE, first.id, NOW);
      ({ shown } = first);
    }
    await sweeping;
    await expectWhole(shown);
    for (const { id, shown: newest } of snapshots) {
      await store.restore(NAMESPACE, id, NOW);
      await expectWhole(newest);
      shown = newest;
    }
  }
});
