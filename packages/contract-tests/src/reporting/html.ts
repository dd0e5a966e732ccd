import type { CaseResult } from "../engine/run.js";
import type { CodeCoverage, ConstraintCoverage, StatementCoverage, Verdict } from "./coverage.js";
import { style } from "./html-style.js";
import { headlineOf } from "./headline.js";
import { escapeMarkup as text } from "./markup.js";
import { demandedFailures, type Report } from "./report.js";

const longest = 600;

const short = (value: string): string => text(value.length > longest ? `${value.slice(0, longest)}…` : value);

/** The report as one HTML file: no script, no request to anywhere. */
export const htmlOf = (report: Report): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Contract tests: ${report.ok ? "passed" : "failed"}</title>
<style>${style}</style>
</head>
<body>
<header>
<p>Contract tests <b class="${report.ok ? "passed" : "failed"}">${report.ok ? "passed" : "failed"}</b></p>
<h1>${text(headlineOf(report))}</h1>
<p>${text(report.target)} · ${text(report.startedAt)} · ${(report.durationMs / 1000).toFixed(1)} s · ${text(report.suite)} ${text(report.version)}, document ${text(report.specVersion)} · seed ${report.seed}</p>
${figures(report)}
</header>
<main>
${failures(report)}
${withoutVerdict(report)}
${report.coverage.statements.length === 0 ? "" : statements(report.coverage.statements)}
${report.coverage.codes.length === 0 ? "" : codes(report.coverage.codes)}
${report.coverage.constraints.length === 0 ? "" : constraints(report.coverage.constraints)}
${cases(report.cases)}
</main>
</body>
</html>
`;

const figures = ({ counts, coverageTotals, control, strict }: Report): string => {
  const cells = [
    ["cases passed", `${counts.passed} / ${counts.total}`],
    ["failed, documented", counts.failedByLevel.documented],
    ["failed, inferred", counts.failedByLevel.inferred],
    ["failed, policy", counts.failedByLevel.policy],
    ["failed as expected", counts.expected],
    ["inconclusive", counts.inconclusive],
    ["skipped", counts.skipped],
    ...Object.entries(coverageTotals).map(([name, [covered, all]]) => [`${name} covered`, `${covered} / ${all}`]),
    ["control API", control ? "yes" : "no"],
    ["strict", strict ? "yes" : "no"],
  ];
  return `<dl>${cells.map(([name, value]) => `<div><dt>${text(String(name))}</dt><dd>${text(String(value))}</dd></div>`).join("")}</dl>`;
};

const failures = (report: Report): string => {
  const failed = report.cases.filter(({ status }) => status === "failed");
  if (failed.length === 0) return "";
  const demanded = new Set(demandedFailures(report.cases, report.strict));
  return `<section><h2>Failures</h2>${failed.map((one) => failure(one, demanded.has(one))).join("\n")}</section>`;
};

/** What is not known, by the reason that the cases share, and so by what would unlock them. */
const withoutVerdict = ({ cases: all }: Report): string => {
  const rest = all.filter(({ status }) => status === "skipped" || status === "inconclusive");
  const reasons = [...new Set(rest.map(({ reason }) => reason ?? ""))];
  const rows = reasons.map((reason) => {
    const ids = rest.filter((one) => (one.reason ?? "") === reason).map(({ id }) => text(id));
    return `<tr><td>${ids.length}</td><td>${text(reason)}<details><summary>cases</summary>${ids.join("<br>")}</details></td></tr>`;
  });
  return rows.length === 0
    ? ""
    : `<section><h2>Not judged, and what would unlock it</h2><table><tbody>${rows.join("\n")}</tbody></table></section>`;
};

const failure = (one: CaseResult, demanded: boolean): string => `<article class="failure">
<h3>${text(one.id)} <small>${one.level}${demanded ? "" : one.expected === true ? ", expected" : ", reported apart"}</small></h3>
<p>${text(one.rule)}</p>
${one.statements.map(({ id, quote }) => `<blockquote><b>${text(id)}</b> ${short(quote)}</blockquote>`).join("")}
<p><b>${short(one.failure?.message ?? "")}</b></p>
<table><tr><th>expected</th><td>${short(one.failure?.expected ?? "")}</td></tr><tr><th>actual</th><td>${short(one.failure?.actual ?? "")}</td></tr></table>
${one.failure?.curl === undefined ? "" : `<pre>${text(one.failure.curl)}</pre>`}
</article>`;

const mark = (verdict: Verdict): string =>
  ({
    passed: '<td class="passed">✔ passed</td>',
    failed: '<td class="failed">✘ failed</td>',
    inconclusive: "<td>? inconclusive</td>",
    "not run": "<td>– not run</td>",
  })[verdict];

const statements = (rows: readonly StatementCoverage[]): string => `<section><h2>Statements of the API pages</h2>
<table><thead><tr><th>id</th><th>sentence</th><th>level</th><th>enforced by</th><th></th></tr></thead><tbody>
${rows
  .map(
    ({ id, quote, level, cases: by, notes, schemas, enforced }) =>
      `<tr><td>${text(id)}</td><td>${short(quote)}</td><td>${level}</td><td>${[...by.map(({ id: name, verdict }) => `${text(name)}${verdict === "passed" ? "" : ` (${verdict})`}`), ...(by.length === 0 ? [...schemas, ...notes].map(text) : [])].join("<br>")}</td>${statementMark(by, enforced)}</tr>`,
  )
  .join("\n")}
</tbody></table></section>`;

const statementMark = (cases: StatementCoverage["cases"], enforced: boolean): string => {
  if (cases.length === 0) return "<td>– no case</td>";
  if (enforced) return '<td class="passed">✔ enforced</td>';
  return mark(cases.some(({ verdict }) => verdict === "failed") ? "failed" : "not run");
};

const codes = (rows: readonly CodeCoverage[]): string => `<section><h2>Result codes</h2>
<table><thead><tr><th>operation</th><th>code</th><th>status</th><th></th></tr></thead><tbody>
${rows.map(({ operation, code, status, seen }) => `<tr><td>${operation}</td><td>${text(code)}</td><td>${text(status)}</td>${seen ? '<td class="passed">✔ seen</td>' : "<td>– not seen</td>"}</tr>`).join("\n")}
</tbody></table></section>`;

const constraints = (rows: readonly ConstraintCoverage[]): string => `<section><h2>Constraints</h2>
<table><thead><tr><th>operation</th><th>field</th><th>constraint</th><th></th></tr></thead><tbody>
${rows.map(({ operation, field, constraint, verdict }) => `<tr><td>${operation}</td><td>${text(field)}</td><td>${text(constraint)}</td>${mark(verdict)}</tr>`).join("\n")}
</tbody></table></section>`;

const cases = (rows: readonly CaseResult[]): string => `<section><h2>All cases</h2>
<table><thead><tr><th>id</th><th>level</th><th>rule</th><th></th></tr></thead><tbody>
${rows.map(({ id, level, rule, status, reason }) => `<tr><td>${text(id)}</td><td>${level}</td><td>${text(rule)}</td>${status === "skipped" || status === "inconclusive" ? `<td>${status === "skipped" ? "–" : "?"} ${status}: ${text(reason ?? "")}</td>` : mark(status)}</tr>`).join("\n")}
</tbody></table></section>`;
