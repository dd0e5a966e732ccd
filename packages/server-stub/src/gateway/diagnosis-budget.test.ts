import { expect, it } from "vitest";
import { createDiagnosisBudget } from "./diagnosis-budget.js";

const yes = () => Promise.resolve("diagnosed");

it("gives each namespace twenty at once, and one a second after that", async () => {
  let now = 0;
  const { spend } = createDiagnosisBudget(() => now);
  for (let count = 0; count < 20; count += 1) expect(await spend("a", yes)).toBe("diagnosed");
  expect(await spend("a", yes)).toBeUndefined();
  expect(await spend("b", yes)).toBe("diagnosed");
  now = 999;
  expect(await spend("a", yes)).toBeUndefined();
  now = 1000;
  expect(await spend("a", yes)).toBe("diagnosed");
  expect(await spend("a", yes)).toBeUndefined();
});

it("makes two at a time", async () => {
  const { spend } = createDiagnosisBudget(() => 0);
  let finish: (() => void) | undefined;
  const slow = () => new Promise<string>((resolve) => (finish = () => resolve("diagnosed")));
  const first = spend("a", yes);
  const second = spend("a", slow);
  expect(await spend("b", yes)).toBe(undefined);
  finish?.();
  expect(await Promise.all([first, second])).toEqual(["diagnosed", "diagnosed"]);
  expect(await spend("b", yes)).toBe("diagnosed");
});
