import { normalise, type Page } from "./page.ts";
import type { Statement } from "./statement.ts";

interface Range {
  readonly start: number;
  readonly end: number;
}

// The words of an obligation, a limit or a grant.
const obligation =
  /\b(?:must|required|maximum|max\.|not allowed|same|only|valid values|can be null|idempotency field|idempotent|may\b|corresponding|regardless|no longer)/giu;
// A result code or a value such as ALIPAY_CN.
const constant = /\b[A-Z]{2,}(?:_[A-Z]+)+\b/gu;

const tableHeader = "Required";

const scopeOf = (page: Page, statement: Statement): Range | string => {
  if (statement.field === undefined) return { start: 0, end: page.text.length };
  const named = page.rows.find(({ field }) => field === statement.field);
  // What a page says about `result` stands partly below its tables.
  if (named === undefined) return `field ${statement.field} has no row in the tables of source/${page.name}.txt`;
  return statement.field === "response.result" ? { start: named.start, end: page.text.length } : named;
};

const occurrences = (text: string, quote: string, scope: Range): Range[] => {
  const found: Range[] = [];
  const end = Math.min(scope.end, text.length);
  for (let from = text.indexOf(quote, scope.start); from !== -1; from = text.indexOf(quote, from + 1)) {
    if (from + quote.length > end) break;
    found.push({ start: from, end: from + quote.length });
  }
  return found;
};

const locate = (pages: ReadonlyMap<string, Page>, statement: Statement): { page: string; range: Range } | string => {
  const page = pages.get(statement.page);
  if (page === undefined) return `page ${statement.page} is not among ${[...pages.keys()].join(", ")}`;
  const scope = scopeOf(page, statement);
  if (typeof scope === "string") return scope;
  const [range, ...more] = occurrences(page.text, normalise(statement.quote), scope);
  const where = statement.field === undefined ? "" : `, row ${statement.field}`;
  if (range === undefined) return `the quote does not occur in source/${page.name}.txt${where}: mend the quote`;
  if (more.length > 0) {
    return `the quote occurs ${more.length + 1} times in source/${page.name}.txt${where}: make it longer`;
  }
  return { page: page.name, range };
};

const sentenceAt = (line: string, offset: number): string => {
  let start = 0;
  for (const sentence of line.split(/(?<=[.!?;]) (?=[A-Z])/u)) {
    const end = start + sentence.length + 1;
    if (offset < end) return sentence;
    start = end;
  }
  return line;
};

const unclaimed = (page: Page, claims: readonly Range[]): string[] => {
  const isClaimed = (start: number, end: number): boolean =>
    claims.some((claim) => claim.start <= start && end <= claim.end);
  const sentences = page.lines.flatMap(({ text, start }) => {
    if (text === tableHeader) return [];
    const words =
      text === "Yes" || text === "No"
        ? [{ 0: text, index: 0 }]
        : [...text.matchAll(obligation), ...text.matchAll(constant)];
    return words
      .filter((word) => !isClaimed(start + word.index, start + word.index + word[0].length))
      .map((word) => {
        const row = page.rows.find((candidate) => candidate.start <= start && start < candidate.end);
        return `${row === undefined ? "" : `row ${row.field}: `}“${sentenceAt(text, word.index)}”`;
      });
  });
  return [...new Set(sentences)].map(
    (sentence) => `source/${page.name}.txt: ${sentence} is claimed by no statement: add one to statements.yaml`,
  );
};

/** Every quote occurs where its statement says, and every normative sentence is quoted. */
export const checkClaims = (pages: ReadonlyMap<string, Page>, statements: readonly Statement[]): string[] => {
  const findings: string[] = [];
  const claims = new Map<string, Range[]>([...pages.keys()].map((name) => [name, []]));
  for (const statement of statements) {
    const claim = locate(pages, statement);
    if (typeof claim === "string") findings.push(`statements.yaml: ${statement.id}: ${claim}`);
    else claims.get(claim.page)?.push(claim.range);
  }
  for (const page of pages.values()) findings.push(...unclaimed(page, claims.get(page.name) ?? []));
  return findings;
};
