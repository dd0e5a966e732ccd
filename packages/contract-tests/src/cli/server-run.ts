import { createClient } from "@miniprogram-messages/client";
import { allCases } from "../cases.js";
import type { Case } from "../engine/case.js";
import { createMask } from "../engine/mask.js";
import { runCases, type CaseResult } from "../engine/run.js";
import type { ServerTarget } from "../engine/target.js";
import { readExpectedFailures, withExpectations } from "../reporting/expected-failures.js";
import { paintOf } from "../reporting/paint.js";
import { reportOf, type Report } from "../reporting/report.js";
import { summaryOf } from "../reporting/summary.js";
import { CannotRun } from "./cannot-run.js";
import { chooseCases } from "./choice.js";
import { connect } from "./connect.js";
import type { Terminal } from "./terminal.js";
import type { Options } from "./options.js";
import { progressLine } from "./progress.js";
import { writeReports } from "./reports.js";
import { exitCodeOf, onSignals } from "./signals.js";
import { version } from "./version.js";

/** Runs the chosen cases against the server, writes the reports whatever ends the run, and returns the exit code. */
export const runAgainstServer = async (options: Options, terminal: Terminal): Promise<number> => {
  const cases = chooseCases(options);
  const expected = expectedOf(options);
  const interrupted = new AbortController();
  const unhear = onSignals((name) => interrupted.abort(name));
  try {
    const server = await connect(options);
    const startedAt = new Date();
    announce(cases, { options, server, terminal });
    const results = await play(cases, { options, server, terminal, signal: interrupted.signal });
    const report = reportFor(withExpectations(results, expected), { options, server, startedAt });
    writeReports(report, options);
    terminal.out(`${summaryOf(report, paintOf(terminal.colours))}\n`);
    if (interrupted.signal.aborted) return exitCodeOf(interrupted.signal.reason);
    expectStillThere(server, results, cases.length);
    return report.ok ? 0 : 1;
  } finally {
    unhear();
  }
};

const expectedOf = ({ expectedFailures }: Options): ReadonlySet<string> => {
  const ids = allCases.map(({ id }) => id);
  return expectedFailures === undefined ? new Set() : readExpectedFailures(expectedFailures, ids);
};

interface Running {
  readonly options: Options;
  readonly server: ServerTarget;
  readonly terminal: Terminal;
}

const announce = (cases: readonly Case[], { options, server, terminal }: Running): void => {
  if (server.notice !== undefined) terminal.err(`contract-tests: ${server.notice}\n`);
  const control = server.controlUrl === undefined ? "without" : "with";
  terminal.err(`contract-tests ${version}: ${cases.length} cases against ${options.url}, ${control} control API\n`);
  for (const [operation, answer] of Object.entries(server.absent ?? {})) {
    terminal.err(
      `${operation} is not there (${answer}): its cases are skipped; --operation leaves them out altogether.\n`,
    );
  }
};

const play = async (
  cases: readonly Case[],
  { options, server, terminal, signal }: Running & { readonly signal: AbortSignal },
): Promise<readonly CaseResult[]> => {
  const progress = terminal.terminal ? progressLine(cases.length, terminal.err) : undefined;
  const signals = [signal, ...(server.watch === undefined ? [] : [server.watch.signal])];
  const results = await runCases(
    cases,
    { server, client: createClient },
    {
      concurrency: options.concurrency,
      signal: AbortSignal.any(signals),
      ...(progress === undefined ? {} : { onResult: progress.step }),
    },
  );
  progress?.end();
  return results;
};

const reportFor = (
  results: readonly CaseResult[],
  { options, server, startedAt }: Pick<Running, "options" | "server"> & { readonly startedAt: Date },
): Report =>
  reportOf(results, {
    version,
    target: options.url,
    control: server.controlUrl !== undefined,
    strict: options.strict,
    seed: options.seed,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
  });

/** A server that went away broke no rule: what ran stands in the reports, and the run as a whole could not be made. */
const expectStillThere = (
  { watch, secrets = [] }: ServerTarget,
  { length: ran }: readonly CaseResult[],
  all: number,
): void => {
  if (watch?.signal.aborted !== true) return;
  const { reason }: { readonly reason: unknown } = watch.signal;
  const words = createMask(secrets)(reason instanceof Error ? reason.message : String(reason));
  throw new CannotRun(`The server went away: ${words}; the reports hold the ${ran} of ${all} cases that ran.`);
};
