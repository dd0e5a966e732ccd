import { describe, expect, it } from "vitest";
import { durationWords } from "./time.js";

describe("durationWords", () => {
  it.each([
    ["PT1H", "1 h"],
    ["PT5400S", "1 h 30 min"],
    ["P1DT1S", "1 day 1 s"],
    ["P2W", "14 days"],
    ["PT0S", ""],
    ["PT0.4S", ""],
    ["soon", "soon"],
  ])("says %s as %j", (duration, words) => {
    expect(durationWords(duration)).toBe(words);
  });
});
