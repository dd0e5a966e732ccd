import { expect, it } from "vitest";
import { duplicateProperty } from "./duplicate-property.js";

it.each([
  ['{"a":1,"a":2}', "a"],
  ['{"a":1,"\\u0061":2}', "a"],
  ['{"a":{"b":1},"c":[{"b":1,"d":"b","b":2}]}', "b"],
  ['{"":1,"":2}', ""],
  ['{"__proto__":1,"__proto__":2}', "__proto__"],
  ['{"a":{"a":1},"b":{"a":1}}', undefined],
  ['{"a":"a\\":","b":"a"}', undefined],
  ['[{"a":1},{"a":1}]', undefined],
  ['{"a":["a","b"],"b":{}}', undefined],
  ['"a"', undefined],
  [`${"[".repeat(1e5)}{"a":1,"a":1}${"]".repeat(1e5)}`, "a"],
])("of %.30s", (text, name) => {
  expect(duplicateProperty(text)).toBe(name);
});
