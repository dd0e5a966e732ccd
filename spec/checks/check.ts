import { checkClaims } from "./claim.ts";
import { BrokenSpecError, openSpec, readOperations } from "./document.ts";
import { checkCases, checkSchemas, citationsOf } from "./enforcement.ts";
import { checkErrata } from "./errata.ts";
import { checkExamples } from "./example.ts";
import { checkFields } from "./field.ts";
import { readPages } from "./page.ts";
import { checkResultCodes, checkSharedCodes } from "./result-code.ts";
import { readStatements } from "./statement.ts";

/** Where the spec stands, and the list of case ids that the contract package exports (absent: cases are not checked). */
export interface CheckOptions {
  readonly folder: string;
  readonly caseIds: string | undefined;
}

/** Everything that is wrong with the spec, one line each that names what to mend; empty when all holds. */
export const checkSpec = ({ folder, caseIds }: CheckOptions): string[] => {
  const spec = openSpec(folder);
  try {
    const operations = readOperations(spec);
    const pages = readPages(folder, operations);
    const { statements, findings } = readStatements(folder, operations);
    const errata = checkErrata(folder, pages);
    return [
      ...findings,
      ...checkClaims(pages, statements),
      ...checkSchemas(spec, statements),
      ...errata.findings,
      ...(caseIds === undefined ? [] : checkCases(caseIds, [...citationsOf(statements), ...errata.citations])),
      ...checkFields(spec, operations, pages),
      ...checkResultCodes(operations, statements),
      ...checkSharedCodes(operations),
      ...checkExamples(folder, spec, operations),
    ];
  } catch (error) {
    if (error instanceof BrokenSpecError) return [error.message];
    throw error;
  }
};
