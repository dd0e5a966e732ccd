import { describe, expect, test } from "vitest";
import { samplesOf } from "./sample.ts";

describe("samplesOf", () => {
  test("takes JSON blocks in their order, named by the line before", () => {
    const source = 'Push\ncopy\n{\n "a": 1\n}\n\nSMS\n\n[\n\n  {\n\n "b": 2 }\n\n]\nend';
    expect(samplesOf(source)).toEqual([
      { label: "Push", value: { a: 1 } },
      { label: "SMS", value: [{ b: 2 }] },
    ]);
  });

  test("drops comment lines and takes no-break spaces for spaces", () => {
    expect(samplesOf('{\n\u00a0\u00a0// why\n\u00a0"a": "http://x"\n}')).toEqual([
      { label: "", value: { a: "http://x" } },
    ]);
  });

  test("passes over a brace that opens no JSON", () => {
    expect(samplesOf("{\nnot json\n")).toEqual([]);
  });
});
