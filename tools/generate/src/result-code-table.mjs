// JavaScript, since Redocly loads it as well, with whatever Node it finds.

const cell = (text) => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ").trim();

/**
 * The description of an operation with its result codes as a Markdown table: tools that show no extension show them.
 * The page writes `-` where there is nothing to do.
 */
export const withResultCodes = (description, rows) =>
  [
    description.trimEnd(),
    "",
    "**Result codes.** The set is open: decide on a code that is not here by its status.",
    "",
    "| code | status | message | what to do |",
    "| --- | --- | --- | --- |",
    ...rows.map(
      ({ code, status, message, action }) =>
        `| \`${code}\` | \`${status}\` | ${cell(message)} | ${action === "-" ? "" : cell(action)} |`,
    ),
    "",
  ].join("\n");
