import { CannotRun } from "../cannot-run.js";
import { addressOf, helpFlags, readFlags, reportFlags } from "../flags.js";

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
  --help, --version

Exit codes: 0 no finding of level documented; 1 at least one; 2 could not run.

Example:
  contract-tests report --stub http://127.0.0.1:4010 --namespace my-tests
`;

const flags = {
  stub: { type: "string" },
  namespace: { type: "string" },
  "control-token": { type: "string" },
  json: reportFlags.json,
  ...helpFlags,
} as const;

export type ReportRequest = { readonly show: "help" | "version" } | { readonly run: ReportOptions };

/** Reads the command line of `contract-tests report`; every mistake is one line that names the flag. */
export const readReportOptions = (argv: readonly string[]): ReportRequest => {
  const values = readFlags(argv, flags, "contract-tests report");
  if (values.help) return { show: "help" };
  if (values.version) return { show: "version" };
  return {
    run: {
      stub: addressOf("--stub", values.stub, "the stub's address"),
      namespace: namespaceOf(values.namespace),
      controlToken: values["control-token"],
      json: values.json,
    },
  };
};

const namespaceOf = (name: string | undefined): string => {
  if (name === undefined) throw new CannotRun("--namespace is missing: give the namespace that the tests sent to.");
  // The stub's own rule, so that a name is refused before anything is asked.
  if (!/^[\w.-]{1,64}$/u.test(name) || name === "." || name === "..") {
    throw new CannotRun(`--namespace ${name} is no name: letters, digits, dots, hyphens and underscores, 64 at most.`);
  }
  return name;
};
