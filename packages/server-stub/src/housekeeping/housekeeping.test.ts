import { expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../model/config.js";
import type { Dependencies } from "../platform/dependencies.js";
import { MemoryStore } from "../store/memory/memory-store.js";
import { sweep } from "./housekeeping.js";

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
