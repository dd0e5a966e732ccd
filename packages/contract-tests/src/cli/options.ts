import type { Results, Values } from "../engine/target.js";
import { CannotRun } from "./cannot-run.js";
import type { Choice } from "./choice.js";
import { addressOf, helpFlags, operationsOf, readFlags, reportFlags, wholeNumberOf } from "./flags.js";
import { keyText } from "./key-text.js";
import { readValues } from "./values.js";

export interface Options extends Choice {
  readonly url: string;
  readonly clientId: string | undefined;
  readonly keyVersion: string | undefined;
  readonly privateKey: string | undefined;
  readonly platformPublicKey: string | undefined;
  readonly controlToken: string | undefined;
  readonly values: Values | undefined;
  /** How this server is made to answer a code. */
  readonly results: Results | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Requests a second. */
  readonly rate: number | undefined;
  readonly expectedFailures: string | undefined;
  readonly strict: boolean;
  readonly seed: number;
  readonly concurrency: number;
  readonly junit: string | undefined;
  readonly json: string | undefined;
  readonly html: string | undefined;
}

export type Request = { readonly show: "help" | "version" } | { readonly list: Choice } | { readonly run: Options };

const flags = {
  url: { type: "string" },
  "client-id": { type: "string" },
  "key-version": { type: "string" },
  "private-key": { type: "string" },
  "platform-public-key": { type: "string" },
  "control-token": { type: "string" },
  operation: { type: "string", multiple: true },
  header: { type: "string", multiple: true },
  rate: { type: "string" },
  values: { type: "string" },
  "expected-failures": { type: "string" },
  only: { type: "string", multiple: true },
  skip: { type: "string", multiple: true },
  strict: { type: "boolean" },
  seed: { type: "string" },
  concurrency: { type: "string" },
  ...reportFlags,
  list: { type: "boolean" },
  ...helpFlags,
} as const;

/** Reads the command line; every mistake is one line that names the flag. */
export const readOptions = (argv: readonly string[]): Request => {
  const values = readFlags(attachPem(argv), flags, "contract-tests");
  if (values.help) return { show: "help" };
  if (values.version) return { show: "version" };
  const choice = { operations: operationsOf(values.operation), only: values.only ?? [], skip: values.skip ?? [] };
  if (values.list) return { list: choice };
  if (values["private-key"] !== undefined && values["client-id"] === undefined) {
    throw new CannotRun("--private-key needs --client-id: the signature covers both.");
  }
  return {
    run: {
      ...choice,
      url: urlOf(values.url),
      clientId: values["client-id"],
      keyVersion: values["key-version"],
      privateKey: keyText("--private-key", values["private-key"]),
      platformPublicKey: keyText("--platform-public-key", values["platform-public-key"]),
      controlToken: values["control-token"],
      ...(values.values === undefined ? { values: undefined, results: undefined } : readValues(values.values)),
      headers: Object.fromEntries((values.header ?? []).map(headerOf)),
      rate: rateOf(values.rate),
      expectedFailures: values["expected-failures"],
      strict: values.strict ?? false,
      seed: wholeNumberOf("--seed", values.seed, { least: 0, fallback: Date.now() % 2_147_483_648 }),
      concurrency: wholeNumberOf("--concurrency", values.concurrency, { least: 1, fallback: 8 }),
      junit: values.junit,
      json: values.json,
      html: values.html,
    },
  };
};

/** A key in PEM begins with hyphens, which the parser would take for the next flag. */
const attachPem = (argv: readonly string[]): string[] =>
  argv.flatMap((argument, index) => {
    if (argument.startsWith("-----BEGIN")) return [];
    const next = argv[index + 1];
    return next?.startsWith("-----BEGIN") === true ? [`${argument}=${next}`] : [argument];
  });

const urlOf = (text: string | undefined): string => {
  const address = addressOf("--url", text, "the server's address");
  const { search, hash, username } = new URL(address);
  if (search !== "" || hash !== "" || username !== "") {
    throw new CannotRun(
      "--url must be an address with the deployment's prefix alone, without query, fragment and user.",
    );
  }
  return address;
};

// RFC 9110: a token, and a value without line breaks.
const headerPattern = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*([^\r\n]*)$/u;

const headerOf = (text: string): [string, string] => {
  const [, name, value] = headerPattern.exec(text) ?? [];
  // The text itself may be a secret, so only what stands before the colon is repeated.
  if (name === undefined || value === undefined) {
    throw new CannotRun(`--header '${text.split(":")[0] ?? ""}…' is none: give 'Name: value'.`);
  }
  return [name, value.trim()];
};

const rateOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const rate = Number(text);
  if (!(rate > 0 && rate <= 100_000)) throw new CannotRun(`--rate ${text} is no number of requests a second above 0.`);
  return rate;
};
