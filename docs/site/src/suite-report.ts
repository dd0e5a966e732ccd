import { readFile } from "node:fs/promises";
import type { CaseStatuses } from "./statements.ts";

interface Report {
  readonly cases: readonly { readonly id: string; readonly status: string }[];
}

const isReport = (value: unknown): value is Report =>
  typeof value === "object" && value !== null && "cases" in value && Array.isArray(value.cases);

/**
 * How the cases ended, from a JSON report of the contract suite (`contract-tests --json report.json`).
 *
 * @param file path of the report; without one nothing is known about any case
 * @throws Error naming the file when it is no such report
 */
export const readSuiteReport = async (file: string | undefined): Promise<CaseStatuses> => {
  if (file === undefined) return new Map();
  const report: unknown = JSON.parse(await readFile(file, "utf8"));
  if (!isReport(report)) throw new Error(`${file} is no report of the contract suite: it has no list "cases".`);
  return new Map(report.cases.map(({ id, status }) => [id, status]));
};
