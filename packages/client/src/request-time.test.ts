import { describe, expect, it } from "vitest";
import { requestTimes } from "./request-time.js";

describe("Request-Time", () => {
  it("is ISO 8601 with milliseconds", () => {
    expect(requestTimes(() => Date.UTC(2026, 0, 31, 8, 30, 0, 7))()).toBe("2026-01-31T08:30:00.007Z");
  });

  it("rises strictly, within a millisecond and after the clock was set back", () => {
    const clock = [1000, 1000, 1000, 500, 1500];
    const next = requestTimes(() => clock.shift() ?? 0);
    const times = [next(), next(), next(), next(), next()].map((time) => Date.parse(time));
    expect(times).toEqual([1000, 1001, 1002, 1003, 1500]);
  });
});
