import { paintOf, type Paint } from "../../reporting/paint.js";
import { isObject } from "../../spec/json.js";
import type { Level } from "../../spec/statement.js";
import { CannotRun } from "../cannot-run.js";
import type { Terminal } from "../terminal.js";
import { writeReport } from "../reports.js";
import { unreachable } from "../unreachable.js";
import { version } from "../version.js";
import { readReportOptions, reportHelp, type ReportOptions } from "./options.js";

interface Finding {
  readonly id: string;
  readonly level: Level;
  readonly requestId: string;
  readonly attempts: readonly number[];
  readonly message: string;
}

interface TrafficReport {
  readonly findings: readonly Finding[];
  readonly intents: number;
  readonly attempts: number;
}

/** `contract-tests report`; returns the exit code: 0, 1 with a finding of level `documented`, 2 could not run. */
export const reportMain = async (argv: readonly string[], terminal: Terminal): Promise<number> => {
  const request = readReportOptions(argv);
  if ("show" in request) {
    terminal.out({ help: reportHelp, version: `${version}\n` }[request.show]);
    return 0;
  }
  const options = request.run;
  const report = await fetchReport(options);
  writeReport("--json", options.json, () => `${JSON.stringify(report, undefined, 2)}\n`);
  terminal.out(textOf(report, options, paintOf(terminal.colours)));
  return report.findings.some(({ level }) => level === "documented") ? 1 : 0;
};

const fetchReport = async ({ stub, namespace, controlToken }: ReportOptions): Promise<TrafficReport> => {
  const url = `${stub}/_stub/namespaces/${namespace}/report`;
  const { response, text } = await ask(stub, url, controlToken);
  if (response.status === 401) throw new CannotRun(`${stub} demands a token: give it as --control-token.`);
  const value = parsed(text);
  if (response.ok && isReport(value)) return value;
  const why = isObject(value) && isObject(value["error"]) ? `: ${String(value["error"]["message"])}` : "";
  throw new CannotRun(`GET ${url} answers HTTP ${response.status} and no report${why}. Is it the stub's address?`);
};

const ask = async (
  stub: string,
  url: string,
  token: string | undefined,
): Promise<{ response: Response; text: string }> => {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  try {
    // The journal of a long test run takes a while to grade.
    const response = await fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(120_000) });
    return { response, text: await response.text() };
  } catch (error) {
    throw unreachable(stub, error);
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isReport = (value: unknown): value is TrafficReport =>
  isObject(value) &&
  Array.isArray(value["findings"]) &&
  typeof value["intents"] === "number" &&
  typeof value["attempts"] === "number";

const textOf = ({ findings, intents, attempts }: TrafficReport, { namespace }: ReportOptions, paint: Paint): string => {
  const total = `${attempts} attempts of ${intents} intents in namespace ${namespace}: ${findings.length} findings`;
  if (attempts === 0)
    return `${paint.dim(`Nothing was sent in namespace ${namespace}: is that where the tests send?`)}\n`;
  const lines = findings.map(({ id, level, requestId, attempts: shown, message }) => {
    const mark = level === "documented" ? paint.bad("✘") : paint.dim("–");
    return `${mark} ${paint.bold(id)} ${paint.dim(`[${level}]`)} requestId ${requestId}, attempts ${shown.join(", ")}\n  ${message}`;
  });
  const failed = findings.some(({ level }) => level === "documented");
  return `${[...lines, failed ? paint.bad(total) : paint.good(total)].join("\n")}\n`;
};
