import type { CaseResult } from "../engine/run.js";
import { demandedFailures, staleCases, type Report } from "./report.js";
import { escapeMarkup } from "./markup.js";

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`)
    .join("");

/** Jenkins takes three digits after the point and no more. */
const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

const details = ({ failure, statement, statements, rule }: CaseResult): string =>
  [
    `rule: ${rule}`,
    statements[0] === undefined ? `statement: ${statement}` : `statement: ${statement} "${statements[0].quote}"`,
    failure?.expected === undefined ? "" : `expected: ${failure.expected}`,
    failure?.actual === undefined ? "" : `actual: ${failure.actual}`,
    failure?.curl ?? "",
  ]
    .filter((line) => line !== "")
    .join("\n");

/** JUnit XML. A failure that is not demanded (`inferred`, `policy` without --strict) is a skipped test with its reason. */
export const junitOf = (report: Report): string => {
  const demanded = new Set(demandedFailures(report.cases, report.strict));
  const tests = report.cases.map((one) => {
    const head = `    <testcase${attributes({ classname: one.group, name: one.id, time: seconds(one.durationMs) })}>`;
    return `${head}${bodyOf(one, demanded.has(one))}</testcase>`;
  });
  const counts = {
    name: report.suite,
    tests: report.cases.length,
    failures: demanded.size + staleCases(report.cases).length,
    skipped: report.counts.skipped + report.counts.inconclusive + report.counts.failed - demanded.size,
    errors: 0,
    time: seconds(report.durationMs),
    timestamp: report.startedAt,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite${attributes(counts)}>`,
    ...tests,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
};

const bodyOf = (one: CaseResult, demanded: boolean): string => {
  if (one.stale === true)
    return `<failure${attributes({ message: "passes, though an expected failure", type: "stale" })}/>`;
  if (one.status === "skipped") return `<skipped${attributes({ message: one.reason ?? "" })}/>`;
  if (one.status === "inconclusive") return `<skipped${attributes({ message: `inconclusive: ${one.reason ?? ""}` })}/>`;
  if (one.status === "passed") return "";
  const message = one.failure?.message ?? "";
  if (demanded) return `<failure${attributes({ message, type: one.level })}>${escapeMarkup(details(one))}</failure>`;
  if (one.expected === true) return `<skipped${attributes({ message: `expected failure: ${message}` })}/>`;
  return `<skipped${attributes({ message: `not demanded without --strict (${one.level}): ${message}` })}/>`;
};
