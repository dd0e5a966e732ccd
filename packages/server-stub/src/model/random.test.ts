import { expect, it } from "vitest";
import { randomText } from "./random.js";

it("never gives the same bytes twice, however many are asked for", () => {
  const texts = Array.from({ length: 500 }, () => randomText(16, "hex"));
  expect(new Set(texts).size).toBe(500);
  expect(texts.every((text) => /^[\da-f]{32}$/.test(text))).toBe(true);
  expect(Buffer.from(randomText(5000, "base64url"), "base64url")).toHaveLength(5000);
});
