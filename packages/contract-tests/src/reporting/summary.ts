import type { CaseResult } from "../engine/run.js";
import { headlineOf } from "./headline.js";
import type { Paint } from "./paint.js";
import { demandedFailures, staleCases, type Report } from "./report.js";

const longest = 1200;

const indent = (text: string, by: string): string =>
  (text.length > longest ? `${text.slice(0, longest)}…` : text).replaceAll("\n", `\n${by}`);

/** One failure, for a person. */
export const failureText = (one: CaseResult, paint: Paint): string => {
  const lines = [`${paint.bad("✘")} ${paint.bold(one.id)} ${paint.dim(`[${one.level}]`)}`, `  rule       ${one.rule}`];
  for (const { id, quote } of one.statements) lines.push(`  statement  ${id} "${indent(quote, "             ")}"`);
  const { message = "", expected, actual, curl } = one.failure ?? {};
  lines.push(`  failed     ${indent(message, "             ")}`);
  if (expected !== undefined) lines.push(`  expected   ${indent(expected, "             ")}`);
  if (actual !== undefined) lines.push(`  actual     ${indent(actual, "             ")}`);
  if (curl !== undefined) lines.push(`  request    ${curl.replaceAll("\n", "\n             ")}`);
  return lines.join("\n");
};

/** What a person reads at the end of a run. */
export const summaryOf = (report: Report, paint: Paint): string => {
  const demanded = demandedFailures(report.cases, report.strict);
  const apart = report.cases.filter(
    (one) => one.status === "failed" && one.expected !== true && !demanded.includes(one),
  );
  const parts: string[] = [];
  if (demanded.length > 0) parts.push(paint.bold("Failures"), ...demanded.map((one) => failureText(one, paint)));
  if (apart.length > 0) {
    parts.push(
      paint.bold("Reported apart: no sentence of the API pages demands it (--strict does)"),
      ...apart.map((one) => failureText(one, paint)),
    );
  }
  parts.push(
    ...withoutVerdict(report.cases, "inconclusive", paint),
    ...withoutVerdict(report.cases, "skipped", paint),
    ...staleText(report.cases, paint),
    totals(report, paint),
  );
  return parts.join("\n\n");
};

const withoutVerdict = (
  cases: readonly CaseResult[],
  status: "skipped" | "inconclusive",
  paint: Paint,
): readonly string[] => {
  const chosen = cases.filter((one) => one.status === status);
  const title = status === "skipped" ? "Skipped" : "Inconclusive";
  return [...new Set(chosen.map(({ reason }) => reason))].map((reason) => {
    const ids = chosen.filter((one) => one.reason === reason).map(({ id }) => `  ${paint.dim(id)}`);
    return `${paint.bold(`${title}: ${reason ?? ""}`)}\n${ids.join("\n")}`;
  });
};

const staleText = (cases: readonly CaseResult[], paint: Paint): readonly string[] => {
  const ids = staleCases(cases).map(({ id }) => `  ${paint.bad(id)}`);
  const title = paint.bold("Stale: passes, and --expected-failures still lists it");
  return ids.length === 0 ? [] : [`${title}\n${ids.join("\n")}`];
};

const totals = (report: Report, paint: Paint): string => {
  const { counts, coverageTotals, durationMs, ok } = report;
  const { documented, inferred, policy } = counts.failedByLevel;
  const levels = counts.failed === 0 ? "" : ` (documented ${documented}, inferred ${inferred}, policy ${policy})`;
  const covered = Object.entries(coverageTotals)
    .map(([name, [part, all]]) => `${name} ${part}/${all}`)
    .join(", ");
  const expected = counts.expected === 0 ? "" : `, ${counts.expected} failed as expected`;
  const line = `${counts.passed} passed, ${counts.failed} failed${levels}${expected}, ${counts.inconclusive} inconclusive, ${counts.skipped} skipped in ${(durationMs / 1000).toFixed(1)} s`;
  const above = covered === "" ? "" : `${paint.dim(`covered: ${covered}`)}\n`;
  const paintLine = ok ? paint.good : paint.bad;
  return `${above}${paint.bold(headlineOf(report))}\n${paintLine(line)}`;
};
