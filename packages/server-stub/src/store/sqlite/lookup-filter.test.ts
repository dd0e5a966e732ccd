import { expect, it } from "vitest";
import { hashOf } from "./hash.js";
import { createLookupFilter } from "./lookup-filter.js";

const hashes = (name: string, count: number): number[] =>
  Array.from({ length: count }, (_, index) => hashOf(`${name} ${index}`));

it("rules out nothing before it has heard of all", () => {
  const filter = createLookupFilter();
  filter.add(1);
  expect(filter.mayHave(2)).toBe(true);
});

it("never rules out what the table has, and nearly always what it has not", () => {
  const filter = createLookupFilter();
  const stored = hashes("stored", 100_000);
  for (const hash of stored) filter.add(hash);
  filter.complete();
  expect(stored.every((hash) => filter.mayHave(hash))).toBe(true);
  expect(filter.size()).toBe(100_000);
  expect(hashes("other", 100_000).filter((hash) => filter.mayHave(hash)).length).toBeLessThan(100);
});
