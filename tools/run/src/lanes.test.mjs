import { describe, expect, test } from "vitest";
import { leftOutOfQuickLane, rowsOf } from "./lanes.mjs";
import { root } from "./workspace.mjs";

describe("what the quick lane leaves out", () => {
  test.each([
    ["a.full.test.ts", "anything", "the whole file"],
    ["a.test.ts", 'byLane("kills", { quick: 4, full: 32 })', "kills: 4 of 32"],
    ["a.test.ts", 'byLane<number>(\n  "kills",\n  {\n    quick: 4,\n    full: 32,\n  })', "kills: 4 of 32"],
    ["a.test.ts", 'byLane(\n  "kills",\n  {\n    quick: [4],\n    full: [32],\n  },\n)', "kills: [4] of [32]"],
    ["a.test.ts", 'fullLaneOnly.test("survives", async () => {', "survives"],
  ])("%s: %s", (where, source, what) => {
    expect(rowsOf(source, where)).toEqual([{ where, what }]);
  });

  test("a call that cannot be listed is refused", () => {
    expect(() => rowsOf("byLane(NAME, { quick: 1, full: 2 })", "a.test.ts")).toThrow("literal");
    expect(() => rowsOf('byLane("kills", counts)', "a.test.ts")).toThrow("quick");
  });

  test("every call in this repository can be listed", () => {
    expect(leftOutOfQuickLane(root).length).toBeGreaterThanOrEqual(0);
  });
});
