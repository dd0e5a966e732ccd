import { shortenPath } from "../model/shorten.js";
import { maskStore } from "../store/mask-store.js";

/** What can be set at start, by a flag or a variable. */
export interface Setting {
  readonly flag: string;
  /**
   * Its environment variable. General names such as HOST, PREFIX or CONFIG are not read: shells, compilers and platforms set
   * those for themselves.
   */
  readonly variable: string;
  /** `<number>`, or a word to be given as it is. */
  readonly value: string;
  readonly meaning: string;
  readonly initial?: string;
  /** May be given more than once; in the variable parted by commas. */
  readonly isList?: true;
  /** Never shown. */
  readonly isSecret?: true;
}

export type SettingName = keyof typeof SETTINGS;

const setting = (flag: string, value: string, meaning: string, more: Partial<Setting> = {}): Setting => ({
  flag,
  variable: `STUB_${flag.toUpperCase().replaceAll("-", "_")}`,
  value,
  meaning,
  ...more,
});

/** Every setting, in the order of `--help`. */
export const SETTINGS = {
  port: setting("port", "<number>", "port to listen on; 0 takes a free one; or else PORT", { initial: "4010" }),
  host: setting("host", "<address>", "address to listen on; any but loopback asks for a token", {
    initial: "127.0.0.1",
  }),
  store: setting("store", "<url>", "memory, sqlite:<file> or postgres://…", { initial: "sqlite:.server-stub/stub.db" }),
  config: setting("config", "<file>", "configuration, YAML or JSON; or else stub.yaml, stub.yml, stub.json here"),
  prefix: setting("prefix", "<path>", "exact path before /v2/, such as /api/open (any is taken)"),
  allowHosts: setting("allow-host", "<name>", "answer this Host header as well; may be repeated", { isList: true }),
  allowOrigins: setting("allow-origin", "<url>", "let pages of this origin call it; may be repeated", { isList: true }),
  token: setting("token", "<text>", "token of control API and page, 16 characters or more (random)", {
    isSecret: true,
  }),
  tls: setting("tls", "self-signed", "serve HTTPS with a certificate made for this machine"),
  tlsCert: setting("tls-cert", "<file>", "serve HTTPS with this certificate (PEM) …"),
  tlsKey: setting("tls-key", "<file>", "… and its private key (PEM)"),
  logLevel: setting("log-level", "<level>", "silent, error, warn, info or debug; JSON lines on stderr", {
    initial: "warn",
  }),
} as const satisfies Record<string, Setting>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** A value with the place that it came from. */
export interface Given<T> {
  readonly value: T;
  /** `--host` or `STUB_HOST`; undefined for the default. */
  readonly from: string | undefined;
}

/** Says a rule about a setting: where its value came from, the rule, and the value where it may be shown. */
export const describeGiven = (name: SettingName, { value, from }: Given<string>, rule: string): string => {
  const { flag, isSecret }: Setting = SETTINGS[name];
  return `${from ?? `--${flag}`}: ${rule}${isSecret ? "" : `; it is ${JSON.stringify(shortenPath(maskStore(value)))}`}`;
};
