import { isIPv6 } from "node:net";
import { channelNames, superAppNames } from "../generated/facts.js";
import { isFields } from "../model/fields.js";
import type { Logger } from "../model/logger.js";
import { nearest } from "../model/nearest.js";
import type { Store } from "../store/store.js";
import type { StubOptions } from "./options.js";
import type { ListenOptions, MessagesFilter, WaitOptions } from "./stub.js";

/** What a value breaks; undefined when it is right. Plain functions: schemas would load with every import. */
type Rule = (value: unknown) => string | undefined;

/** The compiler demands every name here. */
export type Rules<T> = { readonly [Name in keyof T]-?: Rule };

type Methods<T> = { readonly [Name in keyof T]-?: true };

const rule =
  (must: string, holds: (value: unknown) => boolean): Rule =>
  (value) =>
    holds(value) ? undefined : `must ${must}`;

const isString = (value: unknown): value is string => typeof value === "string";

const anything: Rule = () => undefined;
const text = rule("be a string", isString);
const texts = rule("be an array of strings", (value) => Array.isArray(value) && value.every(isString));
const callable = rule("be a function", (value) => typeof value === "function");

/** Loggers are functions, too, in some libraries. */
const lacking = (value: unknown, methods: object): readonly string[] =>
  Object.keys(methods).filter(
    (name) => !(isFields(value) || typeof value === "function") || typeof Reflect.get(value, name) !== "function",
  );

const LOGGER: Methods<Logger> = { debug: true, info: true, warn: true, error: true };

const STORE: Methods<Omit<Store, "kind">> = {
  open: true,
  close: true,
  health: true,
  peek: true,
  ensure: true,
  refresh: true,
  change: true,
  attempt: true,
  amend: true,
  faultCounts: true,
  messages: true,
  attempts: true,
  deliveries: true,
  events: true,
  watch: true,
  namespaces: true,
  reset: true,
  snapshot: true,
  dropSnapshots: true,
  restore: true,
  claim: true,
  nextDue: true,
  settle: true,
  platformKey: true,
  sweep: true,
  usedBytes: true,
  isOverfull: true,
  holdings: true,
  dropSnapshot: true,
};

const store: Rule = (value) => {
  if (isString(value)) return undefined;
  if (!isFields(value))
    return "must be memory, sqlite:<file>, postgres://user:password@host/database or a store object";
  const missing = lacking(value, STORE);
  return missing.length === 0 ? undefined : `must have every method of a store; it lacks ${missing.join(", ")}`;
};

const oneOf = (names: object): Rule => {
  const known = Object.keys(names);
  return (value) => {
    if (isString(value) && known.includes(value)) return undefined;
    const near = isString(value) ? nearest(value, known) : undefined;
    return `must be one of ${known.join(", ")}${near === undefined ? "" : `; did you mean ${near}?`}`;
  };
};

export const STUB_RULES: Rules<StubOptions> = {
  store,
  // Judged with every field of it, later.
  config: anything,
  startConfig: anything,
  prefix: text,
  allowHosts: texts,
  allowOrigins: texts,
  reloadConfig: callable,
  logger: rule(
    `have the methods ${Object.keys(LOGGER).join(", ")}, as one of pino has`,
    (value) => lacking(value, LOGGER).length === 0,
  ),
  now: callable,
  newMessageId: callable,
};

const HIGHEST_PORT = 65_535;

/** Of an empty one Node makes every address of the machine; what is no name at all it would ask the network for. */
const isAddress = (value: unknown): boolean => {
  if (!isString(value)) return false;
  const bare = value.replace(/^\[(.*)\]$/, "$1");
  return isIPv6(bare) || (bare === value && /^[\w.-]{1,253}$/.test(value));
};

export const LISTEN_RULES: Rules<ListenOptions> = {
  port: rule(
    `be a whole number from 0 to ${HIGHEST_PORT}`,
    (value) => typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= HIGHEST_PORT,
  ),
  host: rule("be an address or a name alone, such as 127.0.0.1, ::1 or localhost", isAddress),
  token: text,
  tls: rule("be a certificate and its private key, both PEM: { cert, key }", isFields),
};

export const FILTER_RULES: Rules<MessagesFilter> = {
  requestId: text,
  messageId: text,
  channel: oneOf(channelNames),
  customerBelongsTo: oneOf(superAppNames),
  q: text,
  namespace: text,
};

export const WAIT_RULES: Rules<WaitOptions> = {
  timeout: rule("be a number of milliseconds, 0 or more", (value) => typeof value === "number" && value >= 0),
};
