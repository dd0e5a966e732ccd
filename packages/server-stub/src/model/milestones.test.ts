import { expect, it } from "vitest";
import { countMilestones } from "./milestones.js";

it("finds the first of a kind worth a line, then the tenth, the hundredth and so on", () => {
  const count = countMilestones();
  const said = Array.from({ length: 20_000 }, () => count("down")).filter((times) => times !== undefined);
  expect(said).toEqual([1, 10, 100, 1000, 10_000]);
  expect(count("another")).toBe(1);
});

it("keeps few kinds, whatever comes", () => {
  const count = countMilestones();
  for (let nth = 0; nth < 5000; nth += 1) expect(count(`kind ${nth}`)).toBe(1);
  expect(count("kind 4999")).toBeUndefined();
});
