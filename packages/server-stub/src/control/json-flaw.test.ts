import { expect, it } from "vitest";
import { atOnce } from "../model/slices.js";
import { findFlaw } from "./json-flaw.js";

const names = (count: number): string =>
  `{"a":[{${Array.from({ length: count }, (_, index) => `"n${index}":1`).join(",")}}]}`;

it.each([
  ['{"a":1,"a":2}', "a"],
  ['{"a":1,"\\u0061":2}', "a"],
  ['{"a":{"b":1},"c":[{"b":1,"d":"b","b":2}]}', "b"],
  ['{"":1,"":2}', ""],
  ['{"__proto__":1,"__proto__":2}', "__proto__"],
  [`${"[".repeat(50)}{"a":1,"a":1}${"]".repeat(50)}`, "a"],
])("of %.30s, a property that is there twice", (text, name) => {
  expect(atOnce(findFlaw(text))).toBe(`has the property "${name}" twice; leave one of them out`);
});

it.each([
  ['{"a":{"a":1},"b":{"a":1}}', undefined],
  ['{"a":"a\\":","b":"a"}', undefined],
  ['[{"a":1},{"a":1}]', undefined],
  ['{"a":["a","b"],"b":{}}', undefined],
  ['"a"', undefined],
  ["{a: 1, b: 2}", undefined],
  [`{"a":1,"${String.raw`\"`.repeat(1e5)}`, undefined],
  ['{"a":"\\', undefined],
  [`${"[".repeat(1e5)}{"a":1}${"]".repeat(1e5)}`, "is nested too deeply"],
  [names(1000), undefined],
  [names(1001), "has more than 1000 names in one place"],
])("of %.30s, %s", (text, flaw) => {
  expect(atOnce(findFlaw(text))).toBe(flaw);
});

it("pauses in a long text", () => {
  const work = findFlaw(`[${Array(30_000).fill('"a"').join(",")}]`);
  expect(Array.from(work)).toHaveLength(6);
});
