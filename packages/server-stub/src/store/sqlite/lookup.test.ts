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

it("says of whatever it has handed over that the table may have it, also after a loss", () => {
  const lookups = createPendingLookups(10);
  lookups.stored.complete();
  const hashes = Array.from({ length: 40 }, (_, index) => hashOf(`key ${index}`));
  for (const [index, hash] of hashes.entries()) lookups.add({ hash, row: index + 1 });
  expect(hashes.some((hash) => lookups.stored.mayHave(hash))).toBe(false);
  const taken = lookups.take();
  lookups.clear();
  expect(taken.length).toBeGreaterThan(0);
  expect(taken.every(({ hash }) => lookups.stored.mayHave(hash))).toBe(true);
});

it("makes longer runs for a table that is large", () => {
  const lookups = createPendingLookups(10);
  for (let row = 1; row <= 200; row += 1) lookups.stored.add(hashOf(`stored ${row}`));
  const add = (row: number): void => lookups.add({ hash: hashOf(`key ${row}`), row });
  for (let row = 1; row < 20; row += 1) add(row);
  expect(lookups.take()).toEqual([]);
  add(20);
  expect(lookups.take()).toHaveLength(20);
});

it("spreads texts over 53 bits", () => {
  const hashes = new Set(Array.from({ length: 100_000 }, (_, index) => hashOf(`sendMessage client ${index}`)));
  expect(hashes.size).toBe(100_000);
  expect(Math.max(...[...hashes].slice(0, 1000))).toBeGreaterThan(2 ** 52);
  for (const hash of [...hashes].slice(0, 1000)) expect(Number.isSafeInteger(hash)).toBe(true);
});
