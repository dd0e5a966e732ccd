import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { escapeMarkup as text } from "../reporting/markup.js";
import { style } from "../reporting/html-style.js";
import type { KilledMutant } from "./kill-matrix.js";

const byLaw = (matrix: readonly KilledMutant[]): ReadonlyMap<string, readonly string[]> => {
  const rows = new Map<string, string[]>();
  for (const { id, killedBy } of matrix) {
    for (const law of killedBy) rows.set(law, [...(rows.get(law) ?? []), id]);
  }
  return rows;
};

/** Writes the kill matrix (law × mutant) as JSON and as a page. */
export const writeMatrix = (folder: string, matrix: readonly KilledMutant[]): void => {
  mkdirSync(folder, { recursive: true });
  const sorted = matrix.toSorted((one, other) => one.id.localeCompare(other.id));
  const laws = [...byLaw(sorted)].toSorted(([one], [other]) => one.localeCompare(other));
  const json = { mutants: sorted, laws: Object.fromEntries(laws) };
  writeFileSync(join(folder, "kill-matrix.json"), `${JSON.stringify(json, undefined, 2)}\n`);
  writeFileSync(join(folder, "kill-matrix.html"), page(sorted, laws));
};

const page = (
  matrix: readonly KilledMutant[],
  laws: readonly (readonly [string, readonly string[]])[],
): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kill matrix</title><style>${style}</style></head><body>
<h1>Kill matrix: ${laws.length} laws, ${matrix.length} mutants</h1>
<section><h2>Which laws kill a mutant</h2><table><thead><tr><th>mutant</th><th>what is wrong</th><th>violates</th><th>killed by</th></tr></thead><tbody>
${matrix.map(({ id, change, violates, killedBy }) => `<tr><td>${text(id)}</td><td>${text(change)}</td><td>${violates.join(", ")}</td><td>${killedBy.map(text).join("<br>")}</td></tr>`).join("\n")}
</tbody></table></section>
<section><h2>Which mutants a law kills</h2><table><thead><tr><th>law</th><th>mutants</th></tr></thead><tbody>
${laws.map(([law, mutants]) => `<tr><td>${text(law)}</td><td>${mutants.map(text).join("<br>")}</td></tr>`).join("\n")}
</tbody></table></section>
</body></html>
`;
