import { describe, expect, it } from "vitest";
import { mergeRows } from "./merge.js";

const row = (sequence: number, text = ""): { sequence: number; text: string } => ({ sequence, text });

describe("mergeRows", () => {
  it("keeps the order, whatever order rows arrive in", () => {
    expect(mergeRows([row(1), row(4)], [row(5), row(2), row(0)]).map(({ sequence }) => sequence)).toEqual([
      0, 1, 2, 4, 5,
    ]);
  });

  it("replaces a row that is there, and leaves the given list alone", () => {
    const before = [row(1, "old"), row(2, "old")];
    expect(mergeRows(before, [row(2, "new")])).toEqual([row(1, "old"), row(2, "new")]);
    expect(before[1]).toEqual(row(2, "old"));
  });

  it("gives the same list back when nothing arrives", () => {
    const before = [row(1)];
    expect(mergeRows(before, [])).toBe(before);
  });
});
