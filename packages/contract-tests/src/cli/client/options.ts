import { parseArgs } from "node:util";
import { globMatcher } from "../../engine/glob.js";
import { scenarios } from "../../scenarios/all.js";
import type { Scenario } from "../../scenarios/scenario.js";
import { operations, type OperationId } from "../../spec/operation.js";
import { CannotRun } from "../cannot-run.js";
import { flagError } from "../flag-error.js";

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

export type ClientRequest = { readonly show: "help" | "list" } | { readonly run: ClientOptions };

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
  junit: { type: "string" },
  json: { type: "string" },
  html: { type: "string" },
  list: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the command line of `contract-tests client`; every mistake is one line that names the flag. */
export const readClientOptions = (argv: readonly string[]): ClientRequest => {
  const values = parse(argv);
  if (values.help) return { show: "help" };
  if (values.list) return { show: "list" };
  const client = clientOf(values.command, values.listen);
  const chosen = operationsOf(values.operation);
  return {
    run: {
      client,
      scenarios: scenariosOf(values.scenario, chosen),
      operation: chosen[0] ?? "sendMessage",
      signed: values.unsigned !== true,
      strict: values.strict ?? false,
      timeout: numberOf("timeout", values.timeout, 45) * 1000,
      concurrency: numberOf("concurrency", values.concurrency, "listen" in client ? scenarios.length : 8),
      expectedFailures: values["expected-failures"],
      junit: values.junit,
      json: values.json,
      html: values.html,
    },
  };
};

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], options: flags, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw flagError(error, "contract-tests client");
  }
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

const operationsOf = (names: readonly string[] | undefined): readonly OperationId[] => {
  const known = operations.map(({ id }) => id);
  const wrong = names?.find((name) => !known.some((id) => id === name));
  if (wrong !== undefined) throw new CannotRun(`--operation ${wrong} is none of ${known.join(", ")}.`);
  return known.filter((id) => names?.includes(id) ?? true);
};

/** Globs match whole ids; the group in front may be left out. */
const scenariosOf = (globs: readonly string[] | undefined, chosen: readonly OperationId[]): readonly Scenario[] => {
  const offered = scenarios.filter(({ operation }) => operation === undefined || chosen.includes(operation));
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

const numberOf = (name: string, text: string | undefined, fallback: number): number => {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!(Number.isInteger(value) && value >= 1)) throw new CannotRun(`--${name} ${text} is no whole number from 1.`);
  return value;
};
