import { commandRunner } from "../../client-runs/command.js";
import { newIdentities } from "../../client-runs/identity.js";
import { listen } from "../../client-runs/listen.js";
import type { Runner } from "../../client-runs/runner.js";
import { runScenarios, type ScenarioResult } from "../../client-runs/run.js";
import { badgeOf } from "../../reporting/badge.js";
import { readExpectedFailures, withExpectations } from "../../reporting/expected-failures.js";
import { paintOf } from "../../reporting/paint.js";
import { reportOf, type Report } from "../../reporting/report.js";
import { summaryOf } from "../../reporting/summary.js";
import { scenarios } from "../../scenarios/all.js";
import type { Terminal } from "../terminal.js";
import { progressLine } from "../progress.js";
import { writeReports } from "../reports.js";
import { exitCodeOf, onSignals } from "../signals.js";
import { version } from "../version.js";
import { clientHelp } from "./help.js";
import { readClientOptions, type ClientOptions } from "./options.js";

const ids = scenarios.map(({ id }) => id);

/** `contract-tests client`; returns the exit code: 0 passed, 1 a rule is broken, 2 could not run. */
export const clientMain = async (argv: readonly string[], terminal: Terminal): Promise<number> => {
  const request = readClientOptions(argv);
  if ("run" in request) return run(request.run, terminal);
  const texts = { help: clientHelp, version: `${version}\n` };
  terminal.out("list" in request ? request.list.map(({ id }) => `${id}\n`).join("") : texts[request.show]);
  return 0;
};

const run = async (options: ClientOptions, terminal: Terminal): Promise<number> => {
  const expected =
    options.expectedFailures === undefined ? new Set<string>() : readExpectedFailures(options.expectedFailures, ids);
  const stop = new AbortController();
  const interrupted = new AbortController();
  const signal = AbortSignal.any([stop.signal, interrupted.signal]);
  const unhear = onSignals((name) => interrupted.abort(name));
  const startedAt = new Date();
  const results: ScenarioResult[] = [];
  const { runner, close, title } = await open(options, signal);
  const progress = terminal.terminal ? progressLine(options.scenarios.length, terminal.err) : undefined;
  const onResult = (result: ScenarioResult): void => {
    results.push(result);
    progress?.step(result);
  };
  const played = runScenarios(options.scenarios, {
    ...options,
    runner,
    identities: newIdentities(),
    triesFirst: "command" in options.client,
    onStart: () => terminal.err(`contract-tests ${version}: ${options.scenarios.length} ${title}\n`),
    onResult,
    signal,
  });
  const failure = await played.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  // Ends what still runs beside the one that could not.
  if (failure !== undefined) stop.abort();
  await close();
  unhear();
  progress?.end();
  const report = reportFor(inOrder(results), expected, { options, startedAt });
  const badge = badgeOf(report, options.signed);
  writeReports({ ...report, badge }, options);
  if (failure !== undefined) throw failure.error;
  terminal.out(`${summaryOf(report, paintOf(terminal.colours))}\n`);
  if (interrupted.signal.aborted) return exitCodeOf(interrupted.signal.reason);
  terminal.out(`${unjudged(report)}badge: ${badge}\n`);
  return report.ok ? 0 : 1;
};

const inOrder = (results: readonly ScenarioResult[]): readonly ScenarioResult[] =>
  results.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));

const reportFor = (
  results: readonly ScenarioResult[],
  expected: ReadonlySet<string>,
  { options, startedAt }: { options: ClientOptions; startedAt: Date },
): Report => ({
  ...reportOf(withExpectations(results, expected), {
    version,
    target: "command" in options.client ? options.client.command : `a backend on port ${options.client.listen}`,
    control: false,
    strict: options.strict,
    seed: 0,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
  }),
  // Sentences, codes and constraints are covered by the cases for servers.
  coverage: { codes: [], constraints: [], statements: [] },
  coverageTotals: {},
});

const unjudged = ({ cases }: Report): string => {
  const reasons = cases.flatMap(({ status, reason }) => (status === "passed" && reason !== undefined ? [reason] : []));
  return reasons.length === 0 ? "" : `${reasons.length} outcomes not judged: ${reasons[0]?.replace(/^[^:]*: /u, "")}\n`;
};

interface Open {
  readonly runner: Runner;
  readonly close: () => Promise<void>;
  readonly title: string;
}

const open = async ({ client, timeout }: ClientOptions, signal: AbortSignal): Promise<Open> => {
  if ("command" in client) {
    const runner = commandRunner({ command: client.command, timeout, signal });
    return { runner, close: async () => runner.close(), title: `scenarios for ${client.command}` };
  }
  const listener = await listen({ port: client.listen, timeout, signal });
  return { runner: listener, close: listener.finish, title: `scenarios wait at ${listener.url}/_scenarios/next` };
};
