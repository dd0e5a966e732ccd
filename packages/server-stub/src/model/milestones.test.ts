import { expect, it } from "vitest";
import { MOST_KINDS, countMilestones } from "./milestones.js";

it("finds the first of a kind worth a line, then the tenth, the hundredth and so on", () => {
  const count = countMilestones();
  const said = Array.from({ length: 20_000 }, () => count("down")).filter((times) => times !== undefined);
  expect(said).toEqual([1, 10, 100, 1000, 10_000]);
  expect(count("another")).toBe(1);
});

it("finds few lines worth it, however many kinds there are", () => {
  const count = countMilestones();
  const said = Array.from({ length: 20_000 }, (_, nth) => count(`kind ${nth}`)).filter((times) => times !== undefined);
  expect(said).toEqual([...Array.from({ length: MOST_KINDS }, () => 1), 1, 10, 100, 1000, 10_000]);
  expect(count("kind 0")).toBeUndefined();
});
