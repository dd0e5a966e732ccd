import { expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../model/config.js";
import { MemoryStore } from "../store/memory/memory-store.js";
import { keptElsewhere } from "./kept-state.js";

const storeWith = async (names: readonly string[]): Promise<MemoryStore> => {
  const store = new MemoryStore();
  const changed = { ...DEFAULT_CONFIG, limits: { perUser: { count: 1, window: "PT1H" } } };
  store.ensure("default", DEFAULT_CONFIG, 0);
  store.ensure("untouched", DEFAULT_CONFIG, 0);
  for (const name of names) store.ensure(name, changed, 0);
  return store;
};

it.each([
  [1, 1, "kept in namespace n0: "],
  [10, 10, "kept in namespace n9: "],
  [11, 11, "kept in 1 more namespace; "],
  [25, 11, "kept in 15 more namespaces; "],
])("of %i changed namespaces %i lines", async (count, lines, last) => {
  const said = await keptElsewhere(await storeWith(Array.from({ length: count }, (_, index) => `n${index}`)));
  expect(said).toHaveLength(lines);
  expect(said.at(-1)).toContain(last);
});
