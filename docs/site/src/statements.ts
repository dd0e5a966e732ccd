/** A normative sentence of the API pages, as `spec/statements.yaml` has it. */
export interface Statement {
  readonly id: string;
  readonly page: string;
  readonly quote: string;
  readonly level: string;
  readonly enforcedBy: readonly { readonly schema?: string; readonly case?: string; readonly note?: string }[];
}

const enforcement = ({ schema, case: id, note }: Statement["enforcedBy"][number]): string => {
  if (schema !== undefined) return `schema \`${schema}\``;
  if (id !== undefined) return `case \`${id}\``;
  return note ?? "";
};

const mark = (statement: Statement): string =>
  statement.enforcedBy.some(({ schema, case: id }) => schema !== undefined || id !== undefined) ? "✔" : "–";

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll(/\s+/g, " ");

const row = (statement: Statement): string =>
  `| ${mark(statement)} ${statement.id} | ${cell(statement.quote)} | ${statement.level} | ${cell(statement.enforcedBy.map(enforcement).join("; "))} |`;

/** Every normative sentence with what enforces it, as Markdown: one table per page. */
export const statementTables = (statements: readonly Statement[]): string => {
  const enforced = statements.filter((statement) => mark(statement) === "✔").length;
  const byPage = Map.groupBy(statements, ({ page }) => page);
  const intro = [
    "# Statements",
    "",
    `Every normative sentence of the two API pages, and what holds it: ${enforced} of ${statements.length} are enforced by the schema or by a`,
    "case of the contract suite (✔). The others guide a reader and cannot be checked by a machine (–).",
  ].join("\n");
  const tables = [...byPage].map(([page, rows]) =>
    [`## ${page}`, "", "| id | sentence | level | enforced by |", "| --- | --- | --- | --- |", ...rows.map(row)].join(
      "\n",
    ),
  );
  return [intro, ...tables].join("\n\n");
};
