import { parseArgs } from "node:util";
import { CannotRun } from "../cannot-run.js";
import { flagError } from "../flag-error.js";

export interface ReportOptions {
  /** The stub's address, without a slash at its end. */
  readonly stub: string;
  readonly namespace: string;
  readonly controlToken: string | undefined;
  readonly json: string | undefined;
}

export const reportHelp = `contract-tests report: what the traffic of a namespace of the stub says of the client that sent it.

Usage: contract-tests report --stub <url> --namespace <name> [flags]

  --stub <url>             address of the stub, such as http://127.0.0.1:4010
  --namespace <name>       the namespace that the tests sent to; default is the one without a prefix
  --control-token <token>  token of the stub's control API, where it demands one
  --json <file>            the report as JSON: { findings, intents, attempts }
  --help

Exit codes: 0 no finding of level documented; 1 at least one; 2 could not run.

Example:
  contract-tests report --stub http://127.0.0.1:4010 --namespace my-tests
`;

const flags = {
  stub: { type: "string" },
  namespace: { type: "string" },
  "control-token": { type: "string" },
  json: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the command line of `contract-tests report`; `undefined` asks for help. */
export const readReportOptions = (argv: readonly string[]): ReportOptions | undefined => {
  const values = parse(argv);
  if (values.help) return undefined;
  return {
    stub: stubOf(values.stub),
    namespace: namespaceOf(values.namespace),
    controlToken: values["control-token"],
    json: values.json,
  };
};

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], options: flags, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw flagError(error, "contract-tests report");
  }
};

const stubOf = (text: string | undefined): string => {
  if (text === undefined)
    throw new CannotRun("--stub is missing: give the stub's address, such as http://127.0.0.1:4010");
  if (!URL.canParse(text) || !/^https?:$/u.test(new URL(text).protocol)) {
    throw new CannotRun(`--stub ${text} is no http or https address.`);
  }
  return text.replace(/\/+$/u, "");
};

const namespaceOf = (name: string | undefined): string => {
  if (name === undefined) throw new CannotRun("--namespace is missing: give the namespace that the tests sent to.");
  // The stub's own rule, so that a name is refused before anything is asked.
  if (!/^[\w.-]{1,64}$/u.test(name) || name === "." || name === "..") {
    throw new CannotRun(`--namespace ${name} is no name: letters, digits, dots, hyphens and underscores, 64 at most.`);
  }
  return name;
};
