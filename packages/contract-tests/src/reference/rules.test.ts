import { expect, test } from "vitest";
import { noTimes } from "../signature/times.js";
import { defaultRules } from "./rules.js";

const hour = 3_600_000;

// At some hours what is no time names a moment close by.
test.each(["2026-11-28T00:30:00.000Z", "2026-03-02T12:10:00.000Z", "2027-03-01T12:00:00.000Z"])(
  "what is no time is far from any moment: %s",
  (text) => {
    const moment = new Date(text);
    const near = noTimes(moment).filter((time) => Math.abs(defaultRules.readTime(time) - moment.getTime()) <= hour);
    expect(near).toEqual([]);
  },
);

test("a time without an offset is UTC", () => {
  expect(defaultRules.readTime("2026-11-28T00:30:00")).toBe(Date.UTC(2026, 10, 28, 0, 30));
});
