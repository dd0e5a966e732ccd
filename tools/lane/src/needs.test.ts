import { expect, test } from "vitest";
import { byLane, fullLane } from "./lane.js";
import { needs } from "./needs.js";

test("a program on the path is found, with its place", () => {
  const shell = needs("sh");
  expect(shell.found).toBe(true);
  expect(shell.paths.sh).toMatch(/\/sh$/);
});

test("one that is missing of several is enough to skip", () => {
  expect(needs("sh", "no-such-program").found).toBe(false);
});

test("a count follows the lane", () => {
  expect(byLane("things", { quick: 1, full: 2 })).toBe(fullLane ? 2 : 1);
});
