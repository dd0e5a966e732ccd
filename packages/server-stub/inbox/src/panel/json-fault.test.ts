import { describe, expect, it } from "vitest";
import { jsonFault } from "./json-fault.js";

describe("jsonFault", () => {
  it.each(["{}", "[]", '{"a":[1,-2.5e3,"\\u00e9\\n",true,null,{"b":{}}]}', ' "x" ', "0", '"\u007f\u0085"'])(
    "finds none in %s",
    (text) => {
      expect(JSON.parse(text)).toBeDefined();
      expect(jsonFault(text)).toBeUndefined();
    },
  );

  it.each([
    ["", 1, "a value"],
    ['{\n  "a": [\n}', 3, "a value or ]"],
    ['{\n  "a": 1,\n}', 3, 'a "name"'],
    ["{\n  a: 1\n}", 2, 'a "name" or }'],
    ['{"a" 1}', 1, "a colon"],
    ["[1\n2]", 2, "a comma or ]"],
    ['{"a":1\n"b":2}', 2, "a comma or }"],
    ["[1,]", 1, "a value"],
    ["{}\n{}", 2, "the end"],
    ["[01]", 1, "a comma or ]"],
    ["'x'", 1, "a value"],
    ['"a\nb"', 1, "a value"],
  ])("finds where %j breaks", (text, line, expected) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(jsonFault(text)).toEqual({ line, expected });
  });
});
