import { writeFileSync } from "node:fs";
import { htmlOf } from "../reporting/html.js";
import { junitOf } from "../reporting/junit.js";
import type { Report } from "../reporting/report.js";
import { CannotRun } from "./cannot-run.js";

/** Files that were asked for; `undefined` leaves one out. */
export interface ReportFiles {
  readonly json: string | undefined;
  readonly junit: string | undefined;
  readonly html: string | undefined;
}

/** Writes the reports of a run. */
export const writeReports = (report: Report, { json, junit, html }: ReportFiles): void => {
  writeReport("--json", json, () => `${JSON.stringify(report, undefined, 2)}\n`);
  writeReport("--junit", junit, () => junitOf(report));
  writeReport("--html", html, () => htmlOf(report));
};

export const writeReport = (flag: string, file: string | undefined, text: () => string): void => {
  if (file === undefined) return;
  try {
    writeFileSync(file, text());
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "error";
    throw new CannotRun(`${flag} ${file} cannot be written (${code}).`, { cause: error });
  }
};
