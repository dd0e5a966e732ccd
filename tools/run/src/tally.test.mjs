import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tally } from "./tally.mjs";

const folderWith = (report) => {
  const folder = mkdtempSync(join(tmpdir(), "tally-"));
  if (report !== undefined) {
    mkdirSync(join(folder, "reports"));
    writeFileSync(join(folder, "reports", "vitest.json"), typeof report === "string" ? report : JSON.stringify(report));
  }
  return folder;
};
const file = (statuses, extra = {}) => ({
  name: "x.test.ts",
  status: statuses.includes("failed") ? "failed" : "passed",
  assertionResults: statuses.map((status, index) => ({ status, fullName: `test ${index}` })),
  ...extra,
});
const named = (fullName) => ({ ...file([]), assertionResults: [{ status: "skipped", fullName }] });

describe("tally", () => {
  test("adds up passed and failed tests of all packages", () => {
    const folders = [
      folderWith({ testResults: [file(["passed", "passed"])] }),
      folderWith({ testResults: [file(["passed", "failed"])] }),
    ];
    expect(tally(folders, {})).toMatchObject({ passed: 3, failed: 1 });
  });

  test("a package without a report is a problem", () => {
    expect(tally([folderWith(undefined)], {}).problems).toEqual([expect.stringContaining("no test report")]);
  });

  test("a half-written report is a problem, not a crash", () => {
    expect(tally([folderWith('{"testResults": [')], {}).problems).toHaveLength(1);
  });

  test("a file that fails before its first test counts as a failure", () => {
    const folder = folderWith({ testResults: [file([], { status: "failed", message: "SyntaxError: x\n  at y" })] });
    expect(tally([folder], {})).toMatchObject({
      passed: 0,
      failed: 1,
      problems: [expect.stringMatching(/SyntaxError: x$/)],
    });
  });

  test("a skipped test needs a reason", () => {
    const folders = [folderWith({ testResults: [file(["passed", "skipped"])] })];
    expect(tally(folders, {}).problems).toEqual([expect.stringContaining("test 1")]);
    expect(tally(folders, { "test 1": "needs a second machine" }).problems).toEqual([]);
  });

  test("a test of the full lane may be skipped in the quick one alone", () => {
    const folders = [folderWith({ testResults: [named("kills [full lane]")] })];
    expect(tally(folders, {}).problems).toEqual([]);
    expect(tally(folders, {}, { full: true }).problems).toEqual([expect.stringContaining("kills")]);
  });

  test("tests for want of a program are counted", () => {
    const folders = [
      folderWith({ testResults: [named("SDK [needs java, javac] sends"), named("proxy [needs nginx]")] }),
    ];
    const { problems, wanting } = tally(folders, {}, { full: true });
    expect(problems).toEqual([]);
    expect([...wanting]).toEqual([
      ["java, javac", 1],
      ["nginx", 1],
    ]);
  });
});
