import { expect, it } from "vitest";
import { defaultRetryPlan, pauseAfter } from "./retry.js";

it("tries again within a second, then ever more slowly up to the cap", () => {
  const pauses = Array.from({ length: 12 }, (_, index) => pauseAfter(index + 1, 0));
  expect(pauses.slice(0, 4)).toEqual([500, 1000, 2000, 4000]);
  expect(Math.max(...pauses)).toBe(defaultRetryPlan.cap);
  expect(pauseAfter(5000, 0)).toBe(defaultRetryPlan.cap);
  expect(pauseAfter(1, 0.999)).toBeGreaterThanOrEqual(400);
});
