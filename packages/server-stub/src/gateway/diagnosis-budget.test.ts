import { expect, it } from "vitest";
import { createDiagnosisBudget } from "./diagnosis-budget.js";

const yes = () => Promise.resolve("diagnosed");

it("gives each namespace a hundred at once, and ten a second after that", async () => {
  let now = 0;
  const { spend } = createDiagnosisBudget(() => now);
  for (let count = 0; count < 100; count += 1) expect(await spend("a", yes)).toBe("diagnosed");
  expect(await spend("a", yes)).toBeUndefined();
  expect(await spend("b", yes)).toBe("diagnosed");
  now = 99;
  expect(await spend("a", yes)).toBeUndefined();
  now = 100;
  expect(await spend("a", yes)).toBe("diagnosed");
  expect(await spend("a", yes)).toBeUndefined();
});

it("makes sixteen at a time", async () => {
  const { spend } = createDiagnosisBudget(() => 0);
  const finish: (() => void)[] = [];
  const slow = () => new Promise<string>((resolve) => finish.push(() => resolve("diagnosed")));
  const made = Array.from({ length: 16 }, () => spend("a", slow));
  expect(await spend("b", yes)).toBeUndefined();
  for (const end of finish) end();
  expect(new Set(await Promise.all(made))).toEqual(new Set(["diagnosed"]));
  expect(await spend("b", yes)).toBe("diagnosed");
});
