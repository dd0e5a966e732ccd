import type { CaseResult } from "../engine/run.js";
import { documentVersion } from "../spec/operation.js";
import type { Level } from "../spec/statement.js";
import { coverageOf, coverageTotals, type Coverage } from "./coverage.js";

export interface Counts {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Without a verdict: the server never accepted what these cases needed. */
  readonly inconclusive: number;
  /** Failures that `--expected-failures` lists; they count among the failed. */
  readonly expected: number;
  readonly failedByLevel: Readonly<Record<Level, number>>;
}

/** A whole run; the JSON report is this object. */
export interface Report {
  readonly suite: string;
  readonly version: string;
  readonly specVersion: string;
  readonly target: string;
  /** Whether the server offered the control API. */
  readonly control: boolean;
  readonly strict: boolean;
  /** Whether the run fails: by level `documented`, under `strict` by any. */
  readonly ok: boolean;
  readonly seed: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly counts: Counts;
  readonly cases: readonly CaseResult[];
  readonly coverage: Coverage;
  /** What a README may say of a client. */
  readonly badge?: string;
  readonly coverageTotals: Readonly<Record<string, readonly [number, number]>>;
}

export type ReportFacts = Pick<
  Report,
  "version" | "target" | "control" | "strict" | "seed" | "startedAt" | "durationMs"
>;

export const countsOf = (cases: readonly CaseResult[]): Counts => {
  const having = (status: CaseResult["status"]): readonly CaseResult[] => cases.filter((one) => one.status === status);
  const failed = having("failed");
  const ofLevel = (level: Level): number => failed.filter((one) => one.level === level).length;
  return {
    total: cases.length,
    passed: having("passed").length,
    failed: failed.length,
    skipped: having("skipped").length,
    inconclusive: having("inconclusive").length,
    expected: failed.filter(({ expected }) => expected === true).length,
    failedByLevel: {
      documented: ofLevel("documented"),
      inferred: ofLevel("inferred"),
      policy: ofLevel("policy"),
    },
  };
};

/** Failures that make the run fail. */
export const demandedFailures = (cases: readonly CaseResult[], strict: boolean): readonly CaseResult[] =>
  cases.filter(
    ({ status, level, expected }) => status === "failed" && expected !== true && (strict || level === "documented"),
  );

/** Cases that pass although they are listed as expected failures: they make the run fail as well. */
export const staleCases = (cases: readonly CaseResult[]): readonly CaseResult[] =>
  cases.filter(({ stale }) => stale === true);

export const reportOf = (cases: readonly CaseResult[], facts: ReportFacts): Report => {
  const coverage = coverageOf(cases);
  return {
    suite: "@miniprogram-messages/contract-tests",
    specVersion: documentVersion,
    ...facts,
    ok: demandedFailures(cases, facts.strict).length === 0 && staleCases(cases).length === 0,
    counts: countsOf(cases),
    cases,
    coverage,
    coverageTotals: coverageTotals(coverage),
  };
};
