import { describe, expect, it } from "vitest";
import { requestTimes } from "./request-time.js";

const timesOf = (...clock: number[]): number[] => {
  let at = 0;
  const next = requestTimes(() => clock[at] ?? 0);
  return clock.map((_, index) => {
    at = index;
    return Date.parse(next());
  });
};

describe("Request-Time", () => {
  it("is ISO 8601 with milliseconds", () => {
    expect(requestTimes(() => Date.UTC(2026, 0, 31, 8, 30, 0, 7))()).toBe("2026-01-31T08:30:00.007Z");
  });

  it("rises strictly, within a millisecond and while the clock goes back a little", () => {
    expect(timesOf(1000, 1000, 1000, 500, 1500)).toEqual([1000, 1001, 1002, 1003, 1500]);
    expect(timesOf(5000, 4000, 5000)).toEqual([5000, 5001, 5002]);
  });

  it("follows a clock that was set back by more than a second, at once or step by step", () => {
    const hour = 3_600_000;
    expect(timesOf(hour + 10_000, 10_050, 10_050, 10_100)).toEqual([hour + 10_000, 10_050, 10_051, 10_100]);
    expect(timesOf(5000, 4400, 3999, 4010)).toEqual([5000, 5001, 3999, 4010]);
  });

  it("does not take its own lead for a clock that was set back", () => {
    const times = timesOf(...Array.from({ length: 3000 }, () => 10_000), 10_001);
    expect(times.at(-1)).toBe(13_000);
    expect(new Set(times).size).toBe(3001);
  });
});
