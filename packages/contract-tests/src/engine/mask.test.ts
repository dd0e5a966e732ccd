import { expect, test } from "vitest";
import { createMask } from "./mask.js";

const mask = createMask(['a "quoted" secret', "TNG", "abc", "Bearer-token/1"]);

test.each([
  ["as it is", 'it was a "quoted" secret indeed', "it was *** indeed"],
  ["inside JSON", JSON.stringify({ message: 'a "quoted" secret' }), '{"message":"***"}'],
  ["inside an address", `?t=${encodeURIComponent("Bearer-token/1")}`, "?t=***"],
  ["in another case", 'A "QUOTED" SECRET', "***"],
  ["as base64", Buffer.from("Bearer-token/1").toString("base64"), "***"],
  ["the token of the samples", "token 2019112719074101000700000077771xxxx is unknown", "token *** is unknown"],
  ["words of the document stay", "TNG and abc", "TNG and abc"],
])("%s", (_, text, expected) => {
  expect(mask(text)).toBe(expected);
});
