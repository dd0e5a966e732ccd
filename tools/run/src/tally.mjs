import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * Counts the runners' own reports. A package without a report, a test file that could not run and a skipped test without
 * a reason are problems: silence is never taken for success. Reasons are a line in `allowedSkips`, the mark `[full lane]`
 * in the quick lane, and the mark `[needs <programs>]` of a test that runs what this machine has not (see tools/lane).
 *
 * @param {string[]} folders package folders, each with `reports/vitest.json`
 * @param {Record<string, string>} allowedSkips full test name → the reason why it may be skipped
 * @param {{ full?: boolean }} lane
 * @returns {{ passed: number, failed: number, problems: string[], wanting: Map<string, number>, files: { name: string, ms: number }[] }}
 *   `wanting`: for each set of missing programs, how many tests did not run for want of it
 */
export function tally(folders, allowedSkips, { full = false } = {}) {
  const total = { passed: 0, failed: 0, problems: [], wanting: new Map(), files: [], full };
  for (const folder of folders) count(folder, allowedSkips, total);
  return total;
}

function count(folder, allowedSkips, total) {
  const report = readReport(folder);
  if (report === undefined) {
    total.problems.push(`${basename(folder)}: no test report; its tests did not run to the end.`);
    return;
  }
  for (const file of report.testResults) {
    total.files.push({ name: file.name, ms: (file.endTime ?? 0) - (file.startTime ?? 0) });
    if (file.status === "failed" && file.assertionResults.every((test) => test.status === "passed")) {
      total.failed += 1;
      total.problems.push(`${basename(folder)}: ${basename(file.name)} could not run: ${firstLine(file.message)}`);
    }
    for (const test of file.assertionResults) countTest(test, basename(folder), allowedSkips, total);
  }
}

function countTest(test, packageName, allowedSkips, total) {
  if (test.status === "passed") total.passed += 1;
  else if (test.status === "failed") {
    total.failed += 1;
    total.problems.push(`${packageName}: failed: ${test.fullName}`);
  } else if (!hasReason(test.fullName, allowedSkips, total)) {
    total.problems.push(`${packageName}: skipped without a reason in allowed-skips.json: ${test.fullName}`);
  }
}

function hasReason(name, allowedSkips, total) {
  const wanted = /\[needs ([^\]]+)\]/.exec(name)?.[1];
  if (wanted !== undefined) total.wanting.set(wanted, (total.wanting.get(wanted) ?? 0) + 1);
  return wanted !== undefined || (!total.full && name.includes("[full lane]")) || allowedSkips[name] !== undefined;
}

function readReport(folder) {
  const path = join(folder, "reports", "vitest.json");
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function firstLine(message) {
  return (message ?? "").split("\n", 1)[0];
}
