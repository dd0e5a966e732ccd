import { createClient } from "@miniprogram-messages/client";
import { allCases } from "../cases.js";
import type { Case } from "../engine/case.js";
import { globMatcher } from "../engine/glob.js";
import { runCases } from "../engine/run.js";
import { reportOf } from "../reporting/report.js";
import { paintOf } from "../reporting/paint.js";
import { summaryOf } from "../reporting/summary.js";
import { CannotRun } from "./cannot-run.js";
import { clientMain } from "./client/main.js";
import { connect } from "./connect.js";
import { help } from "./help.js";
import { readOptions, type Options } from "./options.js";
import { progressLine } from "./progress.js";
import { writeReports } from "./reports.js";
import { version } from "./version.js";

export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a line can be written over. */
  readonly terminal: boolean;
  readonly colours: boolean;
}

/** The command; returns the exit code: 0 passed, 1 a rule is broken, 2 could not run. */
export const main = async (argv: readonly string[], terminal: Terminal): Promise<number> => {
  try {
    if (argv[0] === "client") return await clientMain(argv.slice(1), terminal);
    const request = readOptions(argv);
    if ("run" in request) return await run(request.run, terminal);
    const texts = { help, version: `${version}\n`, list: allCases.map(({ id }) => `${id}\n`).join("") };
    terminal.out(texts[request.show]);
    return 0;
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    terminal.err(`contract-tests: ${error.message}\n`);
    return 2;
  }
};

const run = async (options: Options, terminal: Terminal): Promise<number> => {
  const cases = chosen(options);
  const server = await connect(options);
  const startedAt = new Date();
  terminal.err(
    `contract-tests ${version}: ${cases.length} cases against ${options.url}, ${server.controlUrl === undefined ? "without" : "with"} control API\n`,
  );
  const progress = terminal.terminal ? progressLine(cases.length, terminal.err) : undefined;
  const results = await runCases(
    cases,
    { server, client: createClient },
    {
      concurrency: options.concurrency,
      ...(progress === undefined ? {} : { onResult: progress.step }),
    },
  );
  progress?.end();
  const report = reportOf(results, {
    version,
    target: options.url,
    control: server.controlUrl !== undefined,
    strict: options.strict,
    seed: options.seed,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
  });
  writeReports(report, options);
  terminal.out(`${summaryOf(report, paintOf(terminal.colours))}\n`);
  return report.ok ? 0 : 1;
};

const chosen = ({ only, skip }: Options): readonly Case[] => {
  const wanted = only.length === 0 ? () => true : globMatcher(only);
  const unwanted = globMatcher(skip);
  const cases = allCases.filter(({ id }) => wanted(id) && !unwanted(id));
  if (cases.length > 0) return cases;
  const globs = [...only.map((glob) => `--only '${glob}'`), ...skip.map((glob) => `--skip '${glob}'`)].join(" ");
  throw new CannotRun(`No case matches ${globs}; contract-tests --list prints all ids.`);
};
