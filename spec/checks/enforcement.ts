import { existsSync, readFileSync } from "node:fs";
import { disagreement } from "./agreement.ts";
import { BrokenSpecError, type SpecFiles } from "./document.ts";
import { isRecord } from "./json.ts";
import type { Statement } from "./statement.ts";

/** Values that the schema adds to those of the page say so beside them, by name. */
const withoutAdded = (value: unknown, added: unknown): unknown => {
  if (!Array.isArray(added)) return value;
  if (Array.isArray(value)) return value.filter((one) => !added.includes(one));
  return isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !added.includes(key))) : value;
};

const checkSchema = (spec: SpecFiles, statement: Statement, reference: string): string | undefined => {
  const [file = "", pointer = ""] = reference.split("#");
  const where = `statements.yaml: ${statement.id}: schema ${reference}`;
  try {
    const value = file === "" ? undefined : spec.lookUp(reference);
    if (value === undefined) {
      return /\/\d+(?:\/|$)/u.test(pointer)
        ? `${where} counts the entries of a list: name the entry, as in x-result-codes[SUCCESS]`
        : `${where} does not exist: mend the pointer`;
    }
    const added = spec.lookUp(`${file}#${pointer.slice(0, pointer.lastIndexOf("/"))}/x-beyond-the-page`);
    const documented = withoutAdded(value, added);
    const demand = disagreement({ quote: statement.quote, pointer, value: documented, field: statement.field });
    return demand === undefined ? undefined : `${where} contradicts its quote, which says ${demand}: mend either`;
  } catch (error) {
    if (!(error instanceof BrokenSpecError)) throw error;
    return `${where} cannot be read (${error.message})`;
  }
};

/** Every schema pointer of the statements resolves, and holds what the quote says. */
export const checkSchemas = (spec: SpecFiles, statements: readonly Statement[]): string[] =>
  statements.flatMap((statement) =>
    statement.enforcedBy.flatMap((entry) => {
      const finding = "schema" in entry ? checkSchema(spec, statement, entry.schema) : undefined;
      return finding === undefined ? [] : [finding];
    }),
  );

/** A place that cites a case of the contract suite. */
export interface Citation {
  readonly where: string;
  readonly caseId: string;
}

/** The cases that the statements cite. */
export const citationsOf = (statements: readonly Statement[]): Citation[] =>
  statements.flatMap(({ id, enforcedBy }) =>
    enforcedBy.flatMap((entry) => ("case" in entry ? [{ where: `statements.yaml: ${id}`, caseId: entry.case }] : [])),
  );

const readCaseIds = (file: string): ReadonlySet<unknown> | undefined => {
  if (!existsSync(file)) return undefined;
  const list: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (Array.isArray(list)) return new Set<unknown>(list);
  return isRecord(list) && Array.isArray(list["caseIds"]) ? new Set<unknown>(list["caseIds"]) : undefined;
};

/** Every cited case is among those that the contract package exports in `file`. */
export const checkCases = (file: string, citations: readonly Citation[]): string[] => {
  const known = readCaseIds(file);
  if (known === undefined) {
    return [
      "packages/contract-tests/case-ids.json holds no list of case ids: run `pnpm generate`, or pass --without-cases",
    ];
  }
  return citations
    .filter(({ caseId }) => !known.has(caseId))
    .map(({ where, caseId }) => `${where}: case ${caseId} does not exist in the contract suite: add it or mend the id`);
};
