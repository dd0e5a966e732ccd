import { expect, it } from "vitest";
import { createHashTable } from "./hash-table.js";
import { hashOf } from "./hash.js";

it("finds what a Map of lists would find, however many there are and whatever was dropped", () => {
  const table = createHashTable();
  const known = new Map<number, number[]>();
  for (let row = 1; row <= 5000; row += 1) {
    // Few of them differ in their low bits alone, and some are the same.
    const hash = row % 3 === 0 ? hashOf(`key ${row % 500}`) : row * 2 ** 32 + (row % 7);
    table.add(hash, row);
    known.set(hash, [row, ...(known.get(hash) ?? [])]);
    if (row % 5 === 0) {
      table.drop(hash, row);
      known.set(hash, known.get(hash)?.filter((other) => other !== row) ?? []);
    }
  }
  for (const [hash, rows] of known) expect(table.find(hash)).toEqual(rows);
  const left = [...known].filter(([, rows]) => rows.length > 0);
  expect([...table.hashes()]).toEqual(left.map(([hash]) => hash).toSorted((one, other) => one - other));
  expect([...table.rows()].toSorted((one, other) => one - other)).toEqual(
    left.flatMap(([, rows]) => rows).toSorted((one, other) => one - other),
  );
  expect(table.size()).toBe(5000);
});

it("knows nothing at first", () => {
  const table = createHashTable();
  table.drop(1, 1);
  expect(table.find(1)).toEqual([]);
  expect([...table.hashes(), ...table.rows()]).toEqual([]);
});
