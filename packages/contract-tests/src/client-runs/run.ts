import { CannotRun } from "../cli/cannot-run.js";
import { groupOf } from "../engine/case.js";
import { createMask } from "../engine/mask.js";
import type { CaseResult } from "../engine/run.js";
import type { Scenario } from "../scenarios/scenario.js";
import { statementsOf } from "../spec/statement.js";
import type { Verdict } from "./judge.js";
import { play, type Setting } from "./play.js";

/** A scenario's verdict, as reports take it. */
export interface ScenarioResult extends CaseResult {
  /** What the bytes on the wire showed. */
  readonly wire?: Verdict["wire"];
  /** What the client said of the outcome, where it said anything. */
  readonly outcome?: Verdict["outcome"];
}

export interface ScenarioRun extends Setting {
  readonly concurrency: number;
  readonly onResult: (result: ScenarioResult) => void;
  readonly signal: AbortSignal;
  /** Told when it is clear that there is a client. */
  readonly onStart: () => void;
  /** Whether the first scenario goes alone, to find out whether there is a client at all. */
  readonly triesFirst: boolean;
}

/** Plays the scenarios, several at a time; results are in the order of the scenarios, as far as they were played. */
export const runScenarios = async (
  scenarios: readonly Scenario[],
  run: ScenarioRun,
): Promise<readonly ScenarioResult[]> => {
  const results = new Map<string, ScenarioResult>();
  const record = (result: ScenarioResult): void => {
    results.set(result.id, result);
    run.onResult(result);
  };
  const [first, ...rest] = scenarios;
  if (first !== undefined && run.triesFirst) await tryFirst(first, run, record);
  run.onStart();
  // The slow ones begin first, so that they wait beside all others.
  const order = (run.triesFirst ? rest : scenarios).toSorted((one, other) => Number(other.slow) - Number(one.slow));
  const queue = order.values();
  const worker = async (): Promise<void> => {
    for (const scenario of queue) {
      const result = await runOne(scenario, run);
      if (run.signal.aborted) return;
      record(result.result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(run.concurrency, order.length) }, worker));
  return scenarios.flatMap(({ id }) => results.get(id) ?? []);
};

const tryFirst = async (
  scenario: Scenario,
  run: ScenarioRun,
  record: (result: ScenarioResult) => void,
): Promise<void> => {
  const { result, verdict } = await runOne(scenario, run);
  if (run.signal.aborted) return;
  record(result);
  if (verdict === undefined || scenario.mayRefuse) return;
  const { sent, trouble, stderr = "", endless, slow } = { ...verdict, slow: scenario.slow };
  const words = stderr === "" ? "" : `; its stderr ends: ${stderr.split("\n").at(-1)}`;
  if (sent === 0 && trouble !== undefined) throw new CannotRun(`${trouble}; it had sent nothing${words}`);
  if (sent === 0) {
    throw new CannotRun(
      `The command ended and had sent nothing to CONTRACT_BASE_URL${words || "; it wrote nothing to stderr"}`,
    );
  }
  if (endless === true && !slow) throw new CannotRun(`${trouble}; it had sent its request${words}`);
};

/** The access token of the samples, which every request holds. */
const mask = createMask([]);

interface Played {
  readonly result: ScenarioResult;
  readonly verdict?: Verdict;
}

const runOne = async (scenario: Scenario, run: ScenarioRun): Promise<Played> => {
  const { id, level, rule } = scenario;
  const statements = statementsOf(id).map((statement) => ({ id: statement.id, quote: statement.quote }));
  const statement = statements[0]?.id ?? rule;
  const facts = { id, group: groupOf(id), level, rule, statement, statements, codes: [] };
  const reason = reasonToSkip(scenario, run);
  if (reason !== undefined) return { result: { ...facts, status: "skipped", reason, durationMs: 0 } };
  const started = performance.now();
  const verdict = await play(scenario, run);
  const { status, wire, outcome, failure, reason: why } = verdict;
  const result: ScenarioResult = {
    ...facts,
    status,
    wire,
    outcome,
    durationMs: Math.round(performance.now() - started),
    ...(why === undefined ? {} : { reason: why }),
    ...(failure === undefined
      ? {}
      : {
          failure: { message: mask(failure.message), expected: mask(failure.expected), actual: mask(failure.actual) },
        }),
  };
  return { result, verdict };
};

const reasonToSkip = ({ signed, runs }: Scenario, run: ScenarioRun): string | undefined => {
  if (signed === true && !run.signed) return "is about signatures, which --unsigned leaves out";
  if (signed === false && run.signed) return "is about requests without a signature: --unsigned plays it";
  return runs === "killed" && !run.runner.kills
    ? "a backend that keeps running is not killed and started again"
    : undefined;
};
