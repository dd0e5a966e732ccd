import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * Counts the runners' own reports. A package without a report, a test file that could not run and a skipped test
 * that `allowedSkips` does not name with a reason are problems: silence is never taken for success.
 *
 * @param {string[]} folders package folders, each with `reports/vitest.json`
 * @param {Record<string, string>} allowedSkips full test name → the reason why it may be skipped
 * @returns {{ passed: number, failed: number, problems: string[] }}
 */
export function tally(folders, allowedSkips) {
  const total = { passed: 0, failed: 0, problems: [] };
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
  } else if (allowedSkips[test.fullName] === undefined) {
    total.problems.push(`${packageName}: skipped without a reason in allowed-skips.json: ${test.fullName}`);
  }
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
