import { expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../model/config.js";
import { NOW, answer, attemptRecord, messageRecord } from "../store/conformance/records.js";
import { ROW_LIMITS } from "../store/limits.js";
import { MemoryStore } from "../store/memory/memory-store.js";
import type { SweepPlan } from "../store/store.js";
import { fairShare, keepWhole } from "./whole-limit.js";

const EVERYTHING = { messages: 1e12, attempts: 1e12, answers: 1e12 };
const plan: SweepPlan = { ...ROW_LIMITS, bytes: EVERYTHING, answersSince: 0, now: NOW };
const planOf = (): SweepPlan => plan;
const forever = new AbortController().signal;

const fill = async (store: MemoryStore, namespace: string, count: number): Promise<void> => {
  const { revision } = store.ensure(namespace, DEFAULT_CONFIG, NOW);
  for (let nth = 0; nth < count; nth += 1) {
    const id = `r${nth}`;
    await store.attempt({ namespace, revision, usedAt: NOW, key: id, counters: [], faults: [] }, () => ({
      attempt: attemptRecord(id),
      message: messageRecord(id, { content: { content: "x".repeat(2000) } }),
      store: answer(id),
    }));
  }
};

const shares: readonly [what: string, sizes: readonly number[], most: number, share: number][] = [
  ["all fit", [10, 20, 30], 60, Number.POSITIVE_INFINITY],
  ["the largest gives", [10, 20, 300], 100, 70],
  ["the large ones give alike", [10, 300, 300], 100, 45],
  ["all give", [50, 50], 60, 30],
];

it.each(shares)("shares fairly: %s", (_, sizes, most, share) => {
  expect(fairShare(sizes, most)).toBe(share);
});

it("lets nothing go as long as everything fits", async () => {
  const store = new MemoryStore();
  await fill(store, "default", 20);
  await store.snapshot("default", NOW);
  expect(await keepWhole(store, planOf, forever, 1e9)).toEqual({ snapshots: 0, forgotten: [] });
});

it("lets the oldest snapshots go first, and says so", async () => {
  const store = new MemoryStore();
  await fill(store, "default", 20);
  const { id } = await store.snapshot("default", NOW);
  await store.reset("default", NOW);
  await fill(store, "default", 20);
  expect(await keepWhole(store, planOf, forever, (await store.usedBytes()) - 1)).toEqual({
    snapshots: 1,
    forgotten: [],
  });
  expect(await store.restore("default", id, NOW)).toBeUndefined();
});

it("then takes the oldest rows of the largest namespaces, and says how many", async () => {
  const store = new MemoryStore();
  await fill(store, "large", 200);
  await fill(store, "small", 5);
  const most = (await store.usedBytes()) / 2;
  const { forgotten } = await keepWhole(store, planOf, forever, most);
  expect(forgotten).toMatchObject([{ namespace: "large" }]);
  expect(forgotten[0]?.messages).toBeGreaterThan(50);
  expect(await store.usedBytes()).toBeLessThan(most * 1.01);
  const { rows } = await store.messages("large", {}, { limit: 1, order: "newest" });
  expect(rows[0]?.requestId).toBe("r199");
  const small = (await store.namespaces()).find(({ name }) => name === "small");
  expect(small).toMatchObject({ messages: 5, attempts: 5, forgotten: { messages: 0, attempts: 0 } });
});
