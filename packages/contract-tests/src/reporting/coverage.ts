import { boundariesOf } from "../boundaries/probe.js";
import { placesOf } from "../boundaries/place.js";
import type { CaseResult } from "../engine/run.js";
import { operations, type OperationId } from "../spec/operation.js";
import { casesOf, statements, type Level } from "../spec/statement.js";

/** What a run says about one thing that could be covered. */
export type Verdict = "passed" | "failed" | "inconclusive" | "not run";

export interface CodeCoverage {
  readonly operation: OperationId;
  readonly code: string;
  readonly status: string;
  /** Whether the server answered it at least once. */
  readonly seen: boolean;
}

export interface ConstraintCoverage {
  readonly operation: OperationId;
  readonly field: string;
  readonly constraint: string;
  readonly caseId: string;
  readonly verdict: Verdict;
}

export interface StatementCoverage {
  readonly id: string;
  readonly page: string;
  readonly quote: string;
  readonly level: Level;
  /** Places in the document's schemas that state it. */
  readonly schemas: readonly string[];
  readonly cases: readonly { readonly id: string; readonly verdict: Verdict }[];
  /** Why nothing can enforce it. */
  readonly notes: readonly string[];
  readonly enforced: boolean;
}

export interface Coverage {
  readonly codes: readonly CodeCoverage[];
  readonly constraints: readonly ConstraintCoverage[];
  readonly statements: readonly StatementCoverage[];
}

/** Coverage of operations × result codes × constraints × statements by a run. */
export const coverageOf = (results: readonly CaseResult[]): Coverage => {
  const byId = new Map(results.map((result) => [result.id, result]));
  const verdictOf = (id: string): Verdict => {
    const status = byId.get(id)?.status;
    return status === undefined || status === "skipped" ? "not run" : status;
  };
  const seen = new Set(results.flatMap(({ codes }) => codes));
  return {
    codes: operations.flatMap(({ id, codes }) =>
      codes.map(({ code, status }) => ({ operation: id, code, status, seen: seen.has(`${id} ${code}`) })),
    ),
    constraints: operations.flatMap((operation) =>
      placesOf(operation).flatMap((place) =>
        boundariesOf(place).map(({ kind }) => {
          const caseId = `boundaries/${operation.slug}/${place.name}/${kind}`;
          return { operation: operation.id, field: place.name, constraint: kind, caseId, verdict: verdictOf(caseId) };
        }),
      ),
    ),
    statements: statements.map((statement) => {
      const cases = casesOf(statement).map((id) => ({ id, verdict: verdictOf(id) }));
      return {
        id: statement.id,
        page: statement.page,
        quote: statement.quote,
        level: statement.level,
        schemas: statement.enforcedBy.flatMap((by) => ("schema" in by ? [by.schema] : [])),
        cases,
        notes: statement.enforcedBy.flatMap((by) => ("note" in by ? [by.note] : [])),
        enforced: cases.length > 0 && cases.every(({ verdict }) => verdict === "passed"),
      };
    }),
  };
};

/** `[covered, all]` of each kind. */
export const coverageTotals = (coverage: Coverage): Readonly<Record<string, readonly [number, number]>> => {
  const withCases = coverage.statements.filter(({ cases }) => cases.length > 0);
  return {
    "result codes": [coverage.codes.filter(({ seen }) => seen).length, coverage.codes.length],
    constraints: [
      coverage.constraints.filter(({ verdict }) => verdict === "passed" || verdict === "failed").length,
      coverage.constraints.length,
    ],
    statements: [withCases.filter(({ enforced }) => enforced).length, withCases.length],
  };
};
