import { describe, expect, test } from "vitest";
import { disagreement } from "./agreement.ts";

const demand = (quote: string, pointer: string, value: unknown, field?: string): string | undefined =>
  disagreement({ quote, pointer, value, field });

const row = { code: "GONE", status: "F", message: "It is gone.", action: "-", source: "api-page" };

describe("disagreement", () => {
  test.each([
    ["Maximum length: 32 characters", "/a/maxLength", 32, undefined],
    ["The maximum array size is five.", "/a/maxItems", 5, undefined],
    ["appId String Yes", "/required", ["appId"], "request.appId"],
    ["appId String Yes", "/a/type", "string", undefined],
    ["extendInfo String No", "/a/type", ["string", "null"], undefined],
    ["Can be Null.", "/a/type", ["string", "null"], undefined],
    ["templates Array<ContentTemplate> Yes", "/a/type", "array", undefined],
    ["Valid values are: • A_B: Ab • C: c", "/a/enum", ["C", "A_B"], undefined],
    ["Characters not allowed: special characters such as @ #", "/a/pattern", "^[^@#]*$", undefined],
    ["F GONE It is gone. -", "/x-result-codes[GONE]", row, undefined],
    ["resultCode is GONE", "/x-result-codes[GONE]", { ...row, source: "common" }, undefined],
    ["anything", "/a/description", "text", undefined],
  ] as const)("is silent where they agree: %s", (quote, pointer, value, field) => {
    expect(demand(quote, pointer, value, field)).toBeUndefined();
  });

  test.each([
    ["Maximum length: 32 characters", "/a/maxLength", 64, "32, not 64"],
    ["The maximum array size is five.", "/a/maxItems", 6, "5, not 6"],
    ["appId String Yes", "/a/type", "number", "the type string"],
    ["Can be Null.", "/a/type", "string", "null, which the type lacks"],
    ["Valid values are: • A_B: Ab • C: c", "/a/enum", ["A_B"], "the values A_B, C"],
    ["Valid values are: • A_B: Ab", "/a/enum", ["A_B", "D"], "the values A_B"],
    ["such as @ #", "/a/pattern", "^[^@#?]*$", "exactly the characters @ #"],
    ["F GONE It is gone. -", "/x-result-codes[GONE]", { ...row, message: "Away." }, "another message for GONE"],
    ["F GONE It is gone. -", "/x-result-codes[GONE]", { ...row, code: "AWAY" }, "another result code"],
  ] as const)("says what the quote demands: %s", (quote, pointer, value, finding) => {
    expect(demand(quote, pointer, value)).toBe(finding);
  });

  test("misses a name among the required ones", () => {
    expect(demand("appId String Yes", "/required", ["other"], "request.appId")).toBe(
      "appId is among the required properties",
    );
  });
});
