import { expect, it } from "vitest";
import { hashOf } from "./hash.js";
import { createPendingLookups } from "./lookup.js";

it("finds every entry in every stage, and hands each over once, in sorted runs", () => {
  const lookups = createPendingLookups(10);
  const taken: { hash: number; row: number }[] = [];
  for (let row = 1; row <= 100; row += 1) {
    const hash = hashOf(`key ${row % 60}`);
    lookups.add({ hash, row });
    expect(lookups.find(hash)[0]).toBe(row);
    taken.push(...lookups.take());
    lookups.settleFinished();
  }
  const rows = taken.map(({ row }) => row);
  expect(new Set(rows).size).toBe(rows.length);
  for (const { hash, row } of taken) expect(hash).toBe(hashOf(`key ${row % 60}`));
  const waiting = Array.from({ length: 100 }, (_, index) => index + 1).filter((row) => !rows.includes(row));
  for (const row of waiting) expect(lookups.find(hashOf(`key ${row % 60}`))).toContain(row);
});

it("starts from nothing after a loss", () => {
  const lookups = createPendingLookups(2);
  lookups.add({ hash: 1, row: 1 });
  lookups.add({ hash: 2, row: 2 });
  lookups.take();
  lookups.clear();
  expect([...lookups.find(1), ...lookups.find(2)]).toEqual([]);
  expect(lookups.finished()).toBeUndefined();
});

it("spreads texts over 53 bits", () => {
  const hashes = new Set(Array.from({ length: 100_000 }, (_, index) => hashOf(`sendMessage client ${index}`)));
  expect(hashes.size).toBe(100_000);
  expect(Math.max(...[...hashes].slice(0, 1000))).toBeGreaterThan(2 ** 52);
  for (const hash of [...hashes].slice(0, 1000)) expect(Number.isSafeInteger(hash)).toBe(true);
});
