import { expect, it } from "vitest";
import { shorten } from "./shorten.js";

it("keeps what is short, and the beginning of what is long", () => {
  expect(["", "key", "k".repeat(64)].map((text) => shorten(text))).toEqual(["", "key", "k".repeat(64)]);
  expect(shorten("k".repeat(100_000))).toBe(`${"k".repeat(64)}…`);
  expect(shorten("abcdef", 3)).toBe("abc…");
});
