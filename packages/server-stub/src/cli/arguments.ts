import { parseArgs } from "node:util";
import { StubError } from "../model/errors.js";
import { readPrefix } from "../gateway/prefix.js";

/** What to serve. */
export interface ServeArguments {
  readonly port: number;
  readonly host: string;
  readonly store: string;
  readonly config: string | undefined;
  readonly prefix: string | undefined;
  readonly allowHosts: readonly string[];
  readonly logLevel: string;
}

export type Arguments =
  | { readonly command: "help" | "version" | "keygen" }
  | { readonly command: "check"; readonly store: string }
  | { readonly command: "serve"; readonly serve: ServeArguments };

export type Environment = Readonly<Record<string, string | undefined>>;

const LEVELS = ["silent", "error", "warn", "info", "debug"];

const FLAGS = {
  port: { type: "string" },
  host: { type: "string" },
  store: { type: "string" },
  config: { type: "string" },
  prefix: { type: "string" },
  "allow-host": { type: "string", multiple: true },
  "log-level": { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

const illegal = (text: string): StubError => new StubError("OPTION_ILLEGAL", text);

const SEE = "see server-stub --help";

const readFlags = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true, strict: true });
  } catch (cause) {
    const text = cause instanceof Error ? (cause.message.split(/[.\n]/, 1)[0] ?? "") : "illegal arguments";
    throw new StubError("OPTION_ILLEGAL", `${text}; ${SEE}`, cause);
  }
};

const readPort = (text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw illegal("--port: must be a number from 0 to 65535");
  return port;
};

const readLevel = (level: string): string => {
  if (!LEVELS.includes(level)) throw illegal(`--log-level: must be one of ${LEVELS.join(", ")}`);
  return level;
};

/** An empty variable counts as none. */
const fromEnvironment = (environment: Environment, name: string): string | undefined => environment[name] || undefined;

const readServe = (values: ReturnType<typeof readFlags>["values"], environment: Environment): ServeArguments => {
  const option = (flag: "port" | "host" | "store" | "config" | "prefix") =>
    values[flag] ?? fromEnvironment(environment, flag.toUpperCase());
  return {
    port: readPort(option("port") ?? "4010"),
    host: option("host") ?? "127.0.0.1",
    store: option("store") ?? "sqlite:.server-stub/stub.db",
    config: option("config"),
    prefix: readPrefix(option("prefix"), "--prefix"),
    allowHosts: values["allow-host"] ?? fromEnvironment(environment, "ALLOW_HOST")?.split(",") ?? [],
    logLevel: readLevel(values["log-level"] ?? fromEnvironment(environment, "LOG_LEVEL") ?? "warn"),
  };
};

const readCheck = ([store, ...surplus]: readonly string[], flags: object): Arguments => {
  const [flag] = Object.keys(flags);
  if (store === undefined || surplus.length > 0 || flag !== undefined)
    throw illegal(`check takes one store, such as sqlite:.server-stub/stub.db, and no flags; ${SEE}`);
  return { command: "check", store };
};

/**
 * Reads flags, then environment, then defaults.
 *
 * @throws StubError `OPTION_ILLEGAL` naming flag, rule and mend.
 */
export const readArguments = (args: readonly string[], environment: Environment): Arguments => {
  const { values, positionals } = readFlags(args);
  if (values.help) return { command: "help" };
  if (values.version) return { command: "version" };
  const [command, ...rest] = positionals;
  if (command === "check") return readCheck(rest, values);
  const [surplus] = command === "keygen" ? rest : positionals;
  if (surplus !== undefined) throw illegal(`unknown command ${surplus}; ${SEE}`);
  const [flag] = Object.keys(values);
  if (command === "keygen" && flag !== undefined) throw illegal(`keygen takes no flags such as --${flag}; ${SEE}`);
  if (command === "keygen") return { command };
  return { command: "serve", serve: readServe(values, environment) };
};
