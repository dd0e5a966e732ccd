import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Citation } from "./enforcement.ts";
import { normalise, type Page } from "./page.ts";

interface Erratum {
  readonly id: string;
  readonly body: string;
}

const parseErrata = (text: string): Erratum[] =>
  text
    .split(/^## /mu)
    .slice(1)
    .map((part) => ({ id: part.slice(0, part.indexOf("\n")).trim(), body: part.slice(part.indexOf("\n")) }));

const quotesOf = (body: string): { quote: string; page: string }[] =>
  [...body.matchAll(/^> (.+) — `([^`]+)`$/gmu)].map(([, quote = "", page = ""]) => ({ quote, page }));

const testsOf = (body: string): string[] =>
  [...(/^- Tested by: (.+)$/mu.exec(body)?.[1] ?? "").matchAll(/`([^`]+)`/gu)].map(([, id = ""]) => id);

const checkErratum = (pages: ReadonlyMap<string, Page>, { id, body }: Erratum): string[] => {
  const findings: string[] = [];
  if (!/^- Reading: \S/mu.test(body)) findings.push("needs a line `- Reading: …`");
  if (!/^- Level: (?:documented|inferred|policy)$/mu.test(body)) {
    findings.push("needs a line `- Level: documented|inferred|policy`");
  }
  if (!/^- Why: \S/mu.test(body)) findings.push("needs a line `- Why: …`");
  if (testsOf(body).length === 0) findings.push("needs a line `- Tested by: …` with case ids");
  const quotes = quotesOf(body);
  if (quotes.length === 0 && !/^The pages say nothing\.$/mu.test(body)) {
    findings.push("must quote a page, or state `The pages say nothing.`");
  }
  for (const { quote, page } of quotes) {
    if (pages.get(page)?.text.includes(normalise(quote)) !== true) {
      findings.push(`the quote “${quote}” does not occur in source/${page}.txt: mend the quote`);
    }
  }
  return findings.map((finding) => `errata.md: ${id}: ${finding}`);
};

/** The chosen readings are complete, quote the pages, and name their tests. */
export const checkErrata = (
  folder: string,
  pages: ReadonlyMap<string, Page>,
): { findings: string[]; citations: Citation[] } => {
  const errata = parseErrata(readFileSync(join(folder, "errata.md"), "utf8"));
  const ids = new Set(errata.map(({ id }) => id));
  // The readings are cited by number: none goes, and the next one takes the next number.
  const expected = errata.map((_, index) => `E${String(index + 1).padStart(2, "0")}`);
  const missing = expected
    .filter((id) => !ids.has(id))
    .map((id) => `errata.md: ${id} is missing: add a heading ## ${id}`);
  return {
    findings: [...missing, ...errata.flatMap((erratum) => checkErratum(pages, erratum))],
    citations: errata.flatMap(({ id, body }) => testsOf(body).map((caseId) => ({ where: `errata.md: ${id}`, caseId }))),
  };
};
