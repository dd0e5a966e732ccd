import { expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../model/config.js";
import type { Dependencies } from "../platform/dependencies.js";
import { MemoryStore } from "../store/memory/memory-store.js";
import { startHousekeeping, sweep } from "./housekeeping.js";

const MINUTE = 60_000;

const dependenciesAt = (time: { now: number }): Dependencies => ({
  store: new MemoryStore(),
  now: () => time.now,
  newMessageId: () => "M1",
  sleep: () => Promise.resolve(),
  initialConfig: () => DEFAULT_CONFIG,
  onStoreError: () => {},
});

const names = async ({ store }: Dependencies): Promise<string[]> => (await store.namespaces()).map(({ name }) => name);

it("drops the namespaces unused for longest when there are too many, never default, never one of the last minute", async () => {
  const time = { now: 0 };
  const dependencies = dependenciesAt(time);
  for (const name of ["default", "a", "b", "c", "d"]) {
    await dependencies.store.ensure(name, DEFAULT_CONFIG, time.now);
    time.now += MINUTE;
  }
  expect(await sweep(dependencies, { most: 5 })).toMatchObject({ dropped: 0 });
  expect(await sweep(dependencies, { most: 3 })).toMatchObject({ dropped: 1 });
  expect(await names(dependencies)).toEqual(["default", "b", "c", "d"]);
  expect(await sweep(dependencies, { most: 1 })).toMatchObject({ dropped: 2 });
  expect(await names(dependencies)).toEqual(["default", "d"]);
});

it("sweeps once more when something is let go while a sweep is under way", async () => {
  const dependencies = dependenciesAt({ now: 0 });
  const { store } = dependencies;
  await store.ensure("default", DEFAULT_CONFIG, 0);
  store.isOverfull = () => true;
  const sweepRows = store.sweep.bind(store);
  let count = 0;
  const second = new Promise<void>((resolve) => {
    store.sweep = async (plan) => {
      count += 1;
      if (count === 1) await store.reset("default", 1);
      if (count === 2) resolve();
      return sweepRows(plan);
    };
  });
  const housekeeping = startHousekeeping({ store, dependencies, logger: undefined, onDelivery: () => {} });
  await store.reset("default", 0);
  await second;
  await housekeeping.close();
  expect(count).toBe(2);
});
