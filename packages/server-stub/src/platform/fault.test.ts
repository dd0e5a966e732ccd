import { expect, it } from "vitest";
import { matchingFaults } from "./fault.js";

const matches = (requestId: string, asked: string): boolean =>
  matchingFaults([{ id: "F", seed: 1, requestId, effect: { reset: true } }], "transport", "sendMessage", asked).length >
  0;

it.each<[string, string, boolean]>([
  ["A", "A", true],
  ["A", "a", false],
  ["*", "", true],
  ["order-*", "order-1", true],
  ["order-*", "an order-1", false],
  ["*-1", "order-1", true],
  ["*-1", "order-12", false],
  ["a*a", "a", false],
  ["a*a", "aa", true],
  ["a*b*c", "a--b--c", true],
  ["a*b*c", "a--c--b", false],
  ["*b*b", "ab", false],
  ["a.c", "abc", false],
  ["**x**", "x", true],
])("%s for %s: %s", (glob, requestId, expected) => {
  expect(matches(glob, requestId)).toBe(expected);
});

it("takes no time for a pattern of many stars", () => {
  expect(matches("*a".repeat(60) + "*b", "a".repeat(1 << 20))).toBe(false);
});
