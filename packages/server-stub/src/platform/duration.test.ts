import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationOf, formatDuration, parseDuration } from "./duration.js";

describe("durations", () => {
  it.each([
    ["PT1H", 3_600_000],
    ["P30D", 2_592_000_000],
    ["P1Y2M3W4DT5H6M7.5S", 38_898_367_500],
    ["PT0S", 0],
    ["PT0.0004S", 0],
  ])("%s", (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(["", "P", "PT", "P1DT", "1H", "PT1", "P1H", "PT1D", "-PT1H", "PT1H ", "pt1h", "P1001Y", "P.5D"])(
    "not %o",
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
      expect(() => durationOf(text)).toThrow(RangeError);
    },
  );

  it("come back from their text", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 13 }), (milliseconds) => {
        expect(parseDuration(formatDuration(milliseconds))).toBe(milliseconds);
      }),
    );
  });
});
