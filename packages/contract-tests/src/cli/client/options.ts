import { globMatcher } from "../../engine/glob.js";
import { scenarios } from "../../scenarios/all.js";
import type { Scenario } from "../../scenarios/scenario.js";
import type { OperationId } from "../../spec/operation.js";
import { CannotRun } from "../cannot-run.js";
import { helpFlags, operationsOf, readFlags, reportFlags, wholeNumberOf } from "../flags.js";

export interface ClientOptions {
  readonly client: { readonly command: string } | { readonly listen: number };
  /** What is to be played, in the order of the list. */
  readonly scenarios: readonly Scenario[];
  /** Plays the scenarios that go with either operation. */
  readonly operation: OperationId;
  readonly signed: boolean;
  readonly strict: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  readonly concurrency: number;
  readonly expectedFailures: string | undefined;
  readonly junit: string | undefined;
  readonly json: string | undefined;
  readonly html: string | undefined;
}

export type ClientRequest =
  | { readonly show: "help" | "version" }
  | { readonly list: readonly Scenario[] }
  | { readonly run: ClientOptions };

const flags = {
  command: { type: "string" },
  listen: { type: "string" },
  operation: { type: "string", multiple: true },
  scenario: { type: "string", multiple: true },
  unsigned: { type: "boolean" },
  strict: { type: "boolean" },
  timeout: { type: "string" },
  concurrency: { type: "string" },
  "expected-failures": { type: "string" },
  ...reportFlags,
  list: { type: "boolean" },
  ...helpFlags,
} as const;

/** Reads the command line of `contract-tests client`; every mistake is one line that names the flag. */
export const readClientOptions = (argv: readonly string[]): ClientRequest => {
  const values = readFlags(argv, flags, "contract-tests client");
  if (values.help) return { show: "help" };
  if (values.version) return { show: "version" };
  const chosen = operationsOf(values.operation);
  const offered = scenariosOf(values.scenario, chosen);
  if (values.list) return { list: offered };
  const client = clientOf(values.command, values.listen);
  return {
    run: {
      client,
      scenarios: offered,
      operation: chosen?.[0] ?? "sendMessage",
      signed: values.unsigned !== true,
      strict: values.strict ?? false,
      timeout: wholeNumberOf("--timeout", values.timeout, { least: 1, fallback: 45 }) * 1000,
      concurrency: wholeNumberOf("--concurrency", values.concurrency, {
        least: 1,
        fallback: "listen" in client ? scenarios.length : 8,
      }),
      expectedFailures: values["expected-failures"],
      junit: values.junit,
      json: values.json,
      html: values.html,
    },
  };
};

const clientOf = (command: string | undefined, listen: string | undefined): ClientOptions["client"] => {
  if (command !== undefined && listen !== undefined) throw new CannotRun("Give --command or --listen, not both.");
  if (command !== undefined) {
    if (command.trim() === "") throw new CannotRun("--command is empty: give the shell command that runs the client.");
    return { command };
  }
  if (listen === undefined) {
    throw new CannotRun("--command is missing: give the shell command that runs the client, or --listen <port>.");
  }
  const port = Number(listen);
  if (listen.trim() === "" || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CannotRun(`--listen ${listen} is no port: give a number from 0 to 65535.`);
  }
  return { listen: port };
};

/** Globs match whole ids; the group in front may be left out. */
const scenariosOf = (
  globs: readonly string[] | undefined,
  chosen: readonly OperationId[] | undefined,
): readonly Scenario[] => {
  const offered = scenarios.filter(({ operation }) => operation === undefined || (chosen?.includes(operation) ?? true));
  if (globs === undefined) return offered;
  const wanted = globs.map((glob) => globMatcher([glob, `client/${glob}`]));
  const idle = wanted.findIndex((matches) => !offered.some(({ id }) => matches(id)));
  if (idle !== -1) {
    throw new CannotRun(
      `--scenario '${globs[idle]}' matches no scenario; contract-tests client --list prints all ids.`,
    );
  }
  return offered.filter(({ id }) => wanted.some((matches) => matches(id)));
};
