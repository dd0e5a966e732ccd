import { expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { EVERYTHING, NAMESPACE, NOW } from "../conformance/records.js";
import { take } from "../conformance/taking.js";
import { describeStore } from "../conformance.js";
import { MemoryStore } from "./memory-store.js";
import { SLICE } from "../../model/slices.js";

describeStore("memory", async () => new MemoryStore());

const SLICES = 8;
const OTHER = { namespace: "other" };

const fill = async (): Promise<MemoryStore> => {
  const store = new MemoryStore();
  store.ensure(NAMESPACE, DEFAULT_CONFIG, NOW);
  store.ensure(OTHER.namespace, DEFAULT_CONFIG, NOW);
  await Promise.all(Array.from({ length: SLICE * SLICES }, (_, nth) => take(store, `r${nth}`)));
  return store;
};

/** How many messages another namespace takes while the work is under way, one after the other. */
const takenDuring = async (store: MemoryStore, id: string, work: Promise<unknown>): Promise<number> => {
  const over = Symbol("over");
  const end = work.then(() => over);
  for (let taken = 0; ; taken += 1) {
    const first = await Promise.race([end, take(store, `${id}-${taken}`, OTHER)]);
    if (first === over) return taken;
  }
};

it("keeps nobody else waiting while a namespace is kept, brought back or swept", async () => {
  const store = await fill();
  const snapshot = store.snapshot(NAMESPACE, NOW);
  const late = take(store, "late");
  expect(await takenDuring(store, "snapshot", snapshot)).toBeGreaterThan(SLICES - 2);
  const { id } = await snapshot;
  await late;
  const restore = store.restore(NAMESPACE, id, NOW);
  expect(await takenDuring(store, "restore", restore)).toBeGreaterThan(SLICES - 2);
  // What came while it was copied came after it.
  expect((await take(store, "late")).decision.stored).toBeUndefined();
  expect((await take(store, "r7")).decision.stored?.messageId).toBe("M-r7");
  const plan = { answersSince: NOW + 1, now: NOW, messages: 9, attempts: 9, controls: 9, bytes: EVERYTHING };
  expect(
    await takenDuring(
      store,
      "sweep",
      store.sweep(() => plan),
    ),
  ).toBeGreaterThan(SLICES - 2);
  expect((await store.messages(NAMESPACE, {}, { limit: 100 })).rows).toHaveLength(9);
});

it("keeps the order of what is asked of one namespace while it is copied", async () => {
  const store = await fill();
  const first = store.snapshot(NAMESPACE, NOW);
  const change = store.change(NAMESPACE, NOW, () => ({ next: { clockOffset: 5 }, event: "clock", value: undefined }));
  const second = store.snapshot(NAMESPACE, NOW);
  await Promise.all([first, change, second]);
  expect(store.peek(NAMESPACE)?.clockOffset).toBe(5);
  await store.restore(NAMESPACE, (await first).id, NOW);
  expect(store.peek(NAMESPACE)?.clockOffset).toBe(0);
  await store.restore(NAMESPACE, (await second).id, NOW);
  expect(store.peek(NAMESPACE)?.clockOffset).toBe(5);
});
