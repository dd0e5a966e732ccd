import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { CaseResult, CaseStatus } from "../engine/run.js";
import { readExpectedFailures, withExpectations } from "./expected-failures.js";
import { junitOf } from "./junit.js";
import { paintOf } from "./paint.js";
import { reportOf } from "./report.js";
import { summaryOf } from "./summary.js";

const folder = mkdtempSync(join(tmpdir(), "expected-"));
const file = join(folder, "expected.txt");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const result = (id: string, status: CaseStatus): CaseResult => ({
  id,
  group: "laws",
  level: "documented",
  rule: "a rule",
  statement: "a rule",
  statements: [],
  status,
  durationMs: 1,
  codes: [],
  ...(status === "failed" ? { failure: { message: "broken" } } : {}),
  ...(status === "inconclusive" ? { reason: "never met" } : {}),
});

const reportFor = (...cases: readonly CaseResult[]) =>
  reportOf(withExpectations(cases, new Set(["laws/a"])), {
    version: "0",
    target: "here",
    control: false,
    strict: false,
    seed: 0,
    startedAt: "2026-01-02T03:04:05Z",
    durationMs: 1,
  });

test("ids stand one a line, with comments", () => {
  writeFileSync(file, "# known\nlaws/a # to be mended\r\n\n  laws/b\n");
  expect([...readExpectedFailures(file, ["laws/a", "laws/b"])]).toEqual(["laws/a", "laws/b"]);
});

test.each([
  ["a misspelt id", "laws/a\nlaws/x\n", /line 2: there is no case laws\/x/u],
  ["a file that is not there", undefined, /missing\.txt cannot be read \(ENOENT\)/u],
])("%s is named", (_, text, message) => {
  if (text !== undefined) writeFileSync(file, text);
  const path = text === undefined ? join(folder, "missing.txt") : file;
  expect(() => readExpectedFailures(path, ["laws/a"])).toThrow(message);
});

describe("a listed case", () => {
  test.each([
    ["that fails is let pass", [result("laws/a", "failed")], true],
    ["that passes is stale, and fails the run", [result("laws/a", "passed")], false],
    ["that is inconclusive is neither", [result("laws/a", "inconclusive")], true],
    ["excuses no other", [result("laws/a", "failed"), result("laws/b", "failed")], false],
  ])("%s", (_, cases, ok) => {
    expect(reportFor(...cases).ok).toBe(ok);
  });

  test("is named by every report", () => {
    const stale = reportFor(result("laws/a", "passed"));
    expect(summaryOf(stale, paintOf(false))).toContain("Stale");
    expect(junitOf(stale)).toContain("<failure");
    const expected = reportFor(result("laws/a", "failed"));
    expect(summaryOf(expected, paintOf(false))).toContain("1 failed as expected");
    expect(junitOf(expected)).toContain('failures="0"');
  });
});

test("an inconclusive case is counted apart", () => {
  const report = reportFor(result("laws/c", "inconclusive"), result("laws/d", "passed"));
  expect(report.counts).toMatchObject({ total: 2, passed: 1, failed: 0, skipped: 0, inconclusive: 1 });
  expect(summaryOf(report, paintOf(false))).toMatch(/Inconclusive: never met\n {2}laws\/c[\s\S]*1 inconclusive/u);
  expect(junitOf(report)).toContain('skipped="1"');
});
