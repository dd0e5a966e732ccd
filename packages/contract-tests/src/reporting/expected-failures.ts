import { readFileSync } from "node:fs";
import { CannotRun } from "../cli/cannot-run.js";
import type { CaseResult } from "../engine/run.js";

/**
 * Reads `--expected-failures`: one case id per line, comments from `#` on.
 *
 * @param known every id that there is: a misspelt one would never fail, and never be noticed.
 * @throws {@link CannotRun} when the file cannot be read or names no case.
 */
export const readExpectedFailures = (file: string, known: readonly string[]): ReadonlySet<string> => {
  const lines = textOf(file).split(/\r?\n/u);
  const ids = lines.map((line) => line.replace(/#.*$/u, "").trim());
  const wrong = ids.findIndex((id) => id !== "" && !known.includes(id));
  if (wrong !== -1) {
    throw new CannotRun(
      `--expected-failures ${file}, line ${wrong + 1}: there is no case ${ids[wrong]}; --list prints all ids.`,
    );
  }
  return new Set(ids.filter((id) => id !== ""));
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "error";
    throw new CannotRun(`--expected-failures ${file} cannot be read (${code}).`, { cause: error });
  }
};

/** Marks the failures that may be, and what passes although it was expected to fail. */
export const withExpectations = <Result extends CaseResult>(
  results: readonly Result[],
  expected: ReadonlySet<string>,
): readonly Result[] => results.map((result) => (expected.has(result.id) ? marked(result) : result));

const marked = <Result extends CaseResult>(result: Result): Result => {
  if (result.status === "failed") return { ...result, expected: true };
  return result.status === "passed" ? { ...result, stale: true } : result;
};
