interface ResultCode {
  readonly code: string;
  readonly status: string;
  readonly message: string;
  readonly action: string;
  readonly source: string;
}

/** The part of the bundled document that this page reads. */
export interface DocumentedOperations {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly post: {
          readonly operationId: string;
          readonly "x-result-codes": readonly ResultCode[];
          readonly requestBody: {
            readonly content: {
              readonly "application/json": { readonly examples: Readonly<Record<string, { readonly value: unknown }>> };
            };
          };
        };
      }
    >
  >;
}

const sources: Readonly<Record<string, string>> = {
  "api-page": "the operation's own page",
  common: "the common codes of V2",
  borrowed: "a sibling product of the same gateway",
};

const cell = (text: string): string => text.replaceAll("|", "\\|");

const row = ({ code, status, message, action, source }: ResultCode): string[] => [
  `\`${code}\``,
  `\`${status}\``,
  cell(message),
  cell(action === "-" ? "" : action),
  sources[source] ?? source,
];

/** A table as the formatter of this repository leaves it, since it also stands in the guide's own file. */
const table = (rows: readonly string[][]): string[] => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)];
};

/** A Markdown table per operation, from its `x-result-codes`. */
export const resultCodeTables = (document: DocumentedOperations): string =>
  Object.entries(document.paths)
    .map(([path, { post }]) =>
      [
        `## Result codes of ${post.operationId}`,
        "",
        `\`POST ${path}\`. The set is open: be ready for a code that is not here, and decide by its status.`,
        "",
        ...table([["code", "status", "message", "what to do", "known from"], ...post["x-result-codes"].map(row)]),
      ].join("\n"),
    )
    .join("\n\n");
