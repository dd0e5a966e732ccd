import { errataAbout, type Erratum } from "./errata.ts";
import { escapeHtml } from "./layout.ts";

/** A normative sentence of the API pages, as `spec/statements.yaml` has it. */
export interface Statement {
  readonly id: string;
  readonly page: string;
  readonly quote: string;
  readonly operation: string;
  readonly field?: string;
  readonly level: string;
  readonly enforcedBy: readonly { readonly schema?: string; readonly case?: string; readonly note?: string }[];
}

/** Case id → how it ended in a run of the contract suite; empty when no report was given to the build. */
export type CaseStatuses = ReadonlyMap<string, string>;

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;

const operationPage = (operation: string): string => `reference.html#/notifications/${operation.toLowerCase()}`;

const isEnforced = (statement: Statement): boolean =>
  statement.enforcedBy.some(({ schema, case: id }) => schema !== undefined || id !== undefined);

const verdict = (status: string | undefined): string =>
  status === undefined ? "" : ` <span class="status ${escapeHtml(status)}">${escapeHtml(status)}</span>`;

const enforcement =
  (statuses: CaseStatuses) =>
  ({ schema, case: id, note }: Statement["enforcedBy"][number]): string => {
    if (schema !== undefined) return `<li>schema ${code(schema)}</li>`;
    if (id !== undefined) return `<li>case ${code(id)}${verdict(statuses.get(id))}</li>`;
    return `<li>${escapeHtml(note ?? "")}</li>`;
  };

const reading = ({ id }: Erratum): string => `<a href="errata.html#${id.toLowerCase()}">${escapeHtml(id)}</a>`;

const entry =
  (errata: readonly Erratum[], statuses: CaseStatuses) =>
  (statement: Statement): string => {
    const { id, quote, operation, field, level, enforcedBy } = statement;
    const about = errataAbout(quote, errata);
    const held = isEnforced(statement) ? `<span class="held">✔ enforced</span>` : `<span>– for readers</span>`;
    return [
      `<li id="${escapeHtml(id)}">`,
      `<p class="facts"><a href="#${escapeHtml(id)}">${escapeHtml(id)}</a>${held}<span>${escapeHtml(level)}</span>`,
      `<a href="${escapeHtml(operationPage(operation))}">${escapeHtml(operation)}</a>`,
      field === undefined ? "</p>" : `${code(field)}</p>`,
      `<div><blockquote>${escapeHtml(quote)}</blockquote>`,
      about.length === 0 ? "" : `<p>Read as ${about.map(reading).join(", ")} says.</p>`,
      `<ul>${enforcedBy.map(enforcement(statuses)).join("")}</ul></div>`,
      "</li>",
    ].join("");
  };

const summary = (statements: readonly Statement[], statuses: CaseStatuses): string => {
  const enforced = statements.filter(isEnforced).length;
  const cited = new Set(statements.flatMap(({ enforcedBy }) => enforcedBy.flatMap(({ case: id }) => id ?? [])));
  const passed = [...cited].filter((id) => statuses.get(id) === "passed").length;
  return [
    `<p>Every normative sentence of the two API pages, and what holds it: ${enforced} of ${statements.length} are enforced`,
    "by the schema or by a case of the contract suite (✔). The others guide a reader and cannot be checked by a machine (–).",
    `They cite ${cited.size} cases.`,
    statuses.size === 0 ? "" : `In the suite's run that this page was built with, ${passed} of those passed.`,
    `Where a sentence needs a reading, it links to the <a href="errata.html">errata</a>.</p>`,
  ].join(" ");
};

/** Every normative sentence with what enforces it, as HTML: one list per page of the API. */
export const statementLists = (
  statements: readonly Statement[],
  errata: readonly Erratum[],
  statuses: CaseStatuses = new Map(),
): string => {
  const lists = [...Map.groupBy(statements, ({ page }) => page)].map(
    ([page, own]) =>
      `<h2 id="${escapeHtml(page)}">Page ${escapeHtml(page)}</h2>\n` +
      `<ol class="statements">${own.map(entry(errata, statuses)).join("\n")}</ol>`,
  );
  return ["<h1>Statements</h1>", summary(statements, statuses), ...lists].join("\n");
};
