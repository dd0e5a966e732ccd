import { shorten } from "../model/shorten.js";
import { maskStore } from "../store/mask-store.js";
import { SEE, illegal, readFlags, suggest } from "./flags.js";
import { misspeltVariables } from "./misspelt-variables.js";
import { type TlsArguments, readTls } from "./tls-arguments.js";
import { type Environment, type Given, SETTINGS, type Setting, type SettingName, describeGiven } from "./settings.js";

/** What to serve. */
export interface ServeArguments {
  readonly port: number;
  readonly host: string;
  readonly store: string;
  readonly config: Given<string> | undefined;
  readonly prefix: string | undefined;
  readonly allowHosts: readonly string[];
  readonly allowOrigins: readonly string[];
  readonly token: string | undefined;
  readonly tls: TlsArguments | undefined;
  readonly logLevel: string;
  /** What was probably meant otherwise. */
  readonly hints: readonly string[];
  /** Says a rule about a setting that shows only later: where the value came from, the rule, the value. */
  readonly describe: (name: SettingName, rule: string) => string;
  /** Where a setting came from; undefined for the default. */
  readonly sourceOf: (name: SettingName) => string | undefined;
}

export type Arguments =
  | { readonly command: "help" | "version" | "init" }
  | { readonly command: "keygen"; readonly out: string | undefined }
  | { readonly command: "check"; readonly store: string }
  | { readonly command: "serve"; readonly serve: ServeArguments };

const COMMANDS = ["keygen", "init", "check"];
const LEVELS = ["silent", "error", "warn", "info", "debug"];
/** A service named `stub` has Docker and Kubernetes set `STUB_PORT=tcp://10.0.0.1:4010` in every neighbour. */
const isServiceLink = (text: string): boolean => /^(?:tcp|udp|sctp):\/\//.test(text);

type Read = (name: SettingName) => Given<string> | undefined;

/** An empty variable counts as none. */
const fromEnvironment = (environment: Environment, name: SettingName): Given<string> | undefined => {
  const variables = [SETTINGS[name].variable, ...(name === "port" ? ["PORT"] : [])];
  for (const from of variables) {
    const value = environment[from];
    if (value && !(name === "port" && isServiceLink(value))) return { value, from };
  }
  return undefined;
};

/** An empty prefix is one: the API at /v2/ alone. */
const textOf = (value: string | undefined, from: string): Given<string> | undefined => {
  if (value === undefined) return undefined;
  if (value === "" && from !== "--prefix") throw illegal(`${from}: must not be empty; leave it out for the default`);
  return { value, from };
};

const asText = (value: unknown): string | undefined => {
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "string" ? value : undefined;
};

const reader =
  (values: Readonly<Record<string, unknown>>, environment: Environment): Read =>
  (name) => {
    const { flag } = SETTINGS[name];
    const value = values[flag];
    return textOf(asText(value), `--${flag}`) ?? fromEnvironment(environment, name);
  };

const listOf = (given: Given<string> | undefined): readonly string[] =>
  (given?.value ?? "")
    .split(",")
    .map((text) => text.trim())
    .filter((text) => text !== "");

const initialOf = (name: SettingName): string => {
  const { initial = "" }: Setting = SETTINGS[name];
  return initial;
};

const readServe = (read: Read, hints: readonly string[]): ServeArguments => {
  const use = (name: SettingName): Given<string> => read(name) ?? { value: initialOf(name), from: undefined };
  const describe = (name: SettingName, rule: string): string => describeGiven(name, use(name), rule);
  const port = /^\d{1,5}$/.test(use("port").value) ? Number(use("port").value) : Number.NaN;
  if (!(port <= 65_535)) throw illegal(describe("port", "must be a number from 0 to 65535"));
  const logLevel = use("logLevel").value;
  if (!LEVELS.includes(logLevel)) throw illegal(describe("logLevel", `must be one of ${LEVELS.join(", ")}`));
  return {
    port,
    host: use("host").value,
    store: use("store").value,
    config: read("config"),
    prefix: read("prefix")?.value,
    allowHosts: listOf(read("allowHosts")),
    allowOrigins: listOf(read("allowOrigins")),
    token: read("token")?.value,
    tls: readTls(read),
    logLevel,
    hints,
    describe,
    sourceOf: (name) => use(name).from,
  };
};

/** A shell parts `host=h password=p` at its space, and the half of it is no command. */
const unknownCommand = (word: string, mend: string) => illegal(`unknown command ${shorten(maskStore(word))}; ${mend}`);

interface Words {
  readonly values: Readonly<Record<string, unknown>>;
  /** What follows the command. */
  readonly rest: readonly string[];
}

const refuseSurplus = (command: string, { values, rest }: Words, allowed: readonly string[] = []): void => {
  const [surplus] = rest;
  if (surplus !== undefined) throw unknownCommand(surplus, SEE);
  const flag = Object.keys(values).find((name) => !allowed.includes(name));
  if (flag !== undefined) throw illegal(`${command} takes no flags such as --${flag}; ${SEE}`);
};

const readCheck = ({ values, rest: [store, ...surplus] }: Words): Arguments => {
  if (store === undefined || surplus.length > 0 || Object.keys(values).length > 0)
    throw illegal(`check takes one store, such as sqlite:.server-stub/stub.db, and no flags; ${SEE}`);
  return { command: "check", store };
};

const readCommand = (command: string, words: Words): Arguments => {
  if (command === "check") return readCheck(words);
  if (command === "init") {
    refuseSurplus(command, words);
    return { command };
  }
  if (command === "keygen") {
    refuseSurplus(command, words, ["out"]);
    return { command, out: textOf(asText(words.values["out"]), "--out")?.value };
  }
  throw unknownCommand(command, suggest(command, COMMANDS, "server-stub "));
};

/**
 * Reads flags, then environment, then defaults.
 *
 * @throws StubError `OPTION_ILLEGAL` naming flag or variable, rule and mend.
 */
export const readArguments = (args: readonly string[], environment: Environment): Arguments => {
  const { values, positionals } = readFlags(args);
  if (values["help"]) return { command: "help" };
  if (values["version"]) return { command: "version" };
  const [command, ...rest] = positionals;
  if (command !== undefined) return readCommand(command, { values, rest });
  if (values["out"] !== undefined) throw illegal(`--out: goes with keygen alone; ${SEE}`);
  return { command: "serve", serve: readServe(reader(values, environment), misspeltVariables(environment)) };
};
