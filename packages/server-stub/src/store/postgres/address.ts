import { accessSync, constants } from "node:fs";
import { shorten, shortenPath } from "../../model/shorten.js";
import { StoreUnusableError } from "../errors.js";
import { maskStore } from "../mask-store.js";
import { unknownParameters } from "./parameters.js";

/** Schema that holds the tables, unless another one is asked for. */
export const DEFAULT_SCHEMA = "server_stub";

const refuse = (rule: string): StoreUnusableError => new StoreUnusableError(`store: ${rule}`);

const notAUrl = (): StoreUnusableError =>
  refuse("not a PostgreSQL URL; use postgres://user:password@host:port/database, with odd characters percent-encoded");

/** @throws StoreUnusableError for a percent sign that encodes nothing */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notAUrl();
  }
};

/** `user:password@`, the hosts, and the rest. Whatever is before the last `@` of this part is no host. */
const shape = /^(?<begin>postgres(?:ql)?:\/\/(?:[^/]*@)?)(?<hosts>[^/?#]*)(?<rest>[/?#].*)?$/su;

/** The URL for humans: without user and password, and without what is asked of the connection. */
export const describeUrl = (url: string): string => {
  const { begin = "", hosts = "", rest = "" } = shape.exec(url)?.groups ?? {};
  return `${begin.replace(/\/\/.*$/su, "//")}${hosts}${rest.replace(/[?#].*$/su, "")}`;
};

/** A user without a host is no URL to everybody, but what libpq takes for a socket: user and password move behind the question mark. */
const parse = (text: string): URL | null => {
  const [, scheme, credentials, rest = ""] = /^(\w+:\/\/)([^/]*)@(\/.*)$/su.exec(text) ?? [];
  const url = URL.parse(credentials === undefined ? text : `${scheme}${rest}`);
  const named = URL.parse(`${scheme}${credentials}@host`);
  if (url === null || named === null) return url;
  if (!url.searchParams.has("user")) url.searchParams.set("user", decoded(named.username));
  if (named.password !== "" && !url.searchParams.has("password"))
    url.searchParams.set("password", decoded(named.password));
  return url;
};

/** `?host=a,b` with one port for all, or one for each. */
const splitParameter = (url: URL): readonly string[] => {
  const names = (url.searchParams.get("host") ?? "").split(",");
  const ports = (url.searchParams.get("port") ?? "").split(",");
  return names.map((name, index) => {
    const port = ports.length === 1 ? ports[0] : ports[index];
    url.searchParams.set("host", name);
    if (port !== undefined && port !== "") url.searchParams.set("port", port);
    return url.href;
  });
};

/** One URL for each host that it names: `a,b:5433` or `?host=a,b&port=5432,5433`, as libpq takes them. */
const splitHosts = (text: string): readonly string[] => {
  const { begin = "", hosts = "", rest = "" } = shape.exec(text)?.groups ?? {};
  if (hosts.includes(",")) return hosts.split(",").map((host) => `${begin}${host}${rest}`);
  const url = parse(text);
  return url?.searchParams.get("host")?.includes(",") ? splitParameter(url) : [text];
};

/** What libpq knows and this does not, with what to do instead. */
const unknown: readonly (readonly [name: string, values: RegExp, mend: string])[] = [
  [
    "sslmode",
    /^(?!disable$|require$|verify-ca$|verify-full$|no-verify$)/u,
    "use disable, require, verify-ca or verify-full",
  ],
  [
    "target_session_attrs",
    /^(?:read-only|standby|prefer-standby)$/u,
    "the stub writes, so leave it out or use read-write",
  ],
  ["options", /search_path/u, "name the schema with ?schema=<name>"],
  ["currentSchema", /./u, "name the schema with ?schema=<name>"],
  ["search_path", /./u, "name the schema with ?schema=<name>"],
  ["sslpassword", /./u, "use a key file that is not encrypted"],
  ["sslcrl", /./u, "leave it out"],
  ["service", /./u, "write host, port, database and user of the service into the URL"],
  ["passfile", /./u, "use the variable PGPASSFILE"],
];

const assertKnown = ({ searchParams }: URL): void => {
  for (const [name, values, mend] of unknown) {
    const value = searchParams.get(name);
    if (value !== null && values.test(value))
      throw refuse(`${shorten(maskStore(`${name}=${value}`))} of the URL is not known; ${mend}`);
  }
};

const files = ["sslrootcert", "sslcert", "sslkey"] as const;

/** What libpq reads of the environment where the URL says nothing. */
const environment = { sslmode: "PGSSLMODE", sslrootcert: "PGSSLROOTCERT", sslcert: "PGSSLCERT", sslkey: "PGSSLKEY" };

const takeEnvironment = ({ searchParams, hostname }: URL): void => {
  const isSocket = `${hostname}${searchParams.get("host") ?? ""}`.startsWith("/");
  for (const [name, variable] of Object.entries(environment)) {
    const value = process.env[variable] ?? "";
    // Two modes of libpq that go on without TLS are not known here, and what is meant for all programs is no order to this one.
    if (value !== "" && !/^(?:prefer|allow)$/u.test(value) && !isSocket && !searchParams.has(name)) {
      searchParams.set(name, value);
    }
  }
};

const assertReadable = (name: string, file: string): void => {
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw refuse(`${name}=${shortenPath(file)} of the URL cannot be read; correct the path, or who may read the file`);
  }
};

const assertFiles = ({ searchParams }: URL): void => {
  for (const name of files) {
    const file = searchParams.get(name);
    if (file === null) continue;
    if (!searchParams.has("sslmode")) {
      throw refuse(`${name} of the URL needs &sslmode=verify-full (or verify-ca, or require)`);
    }
    assertReadable(name, file);
  }
  if (searchParams.has("sslcert") !== searchParams.has("sslkey")) {
    throw refuse("sslcert and sslkey of the URL go together; name both files");
  }
};

/** As libpq understands it, while the driver would take `require` for `verify-full`. */
const settleTls = (url: URL): void => {
  takeEnvironment(url);
  const { searchParams } = url;
  const mode = searchParams.get("sslmode");
  // The authorities that this machine trusts are those that are trusted without a file.
  if (searchParams.get("sslrootcert") === "system") searchParams.delete("sslrootcert");
  if (mode === "verify-ca" && !searchParams.has("sslrootcert")) {
    throw refuse("sslmode=verify-ca of the URL needs &sslrootcert=<file of the CA>; or use sslmode=verify-full");
  }
  assertFiles(url);
  if (mode !== null && mode !== "no-verify") searchParams.set("uselibpqcompat", "true");
};

const readOne = (text: string): string => {
  const url = parse(text);
  // A slash or the like in a password has to be percent-encoded: else what follows it counts as the path.
  if (!url || !/^postgres(?:ql)?:$/u.test(url.protocol) || url.pathname.includes("@")) throw notAUrl();
  for (const part of [url.username, url.password, url.pathname]) decoded(part);
  assertKnown(url);
  settleTls(url);
  for (const name of ["schema", "target_session_attrs"]) url.searchParams.delete(name);
  return url.href;
};

/**
 * The URLs that the driver takes, one for each host.
 *
 * @throws StoreUnusableError when the text is no URL of a database, or asks for what is not known
 */
export const readUrls = (text: string): readonly string[] => splitHosts(text).map(readOne);

const firstUrl = (text: string): URL | null => parse(splitHosts(text)[0] ?? text);

/** What to say of parameters of the URL that nobody knows; they are ignored. */
export const readUnknown = (text: string): readonly string[] => {
  const url = firstUrl(text);
  return url === null ? [] : unknownParameters(url);
};

/** `?schema=name` of the URL is ours: no server would understand it. @throws StoreUnusableError for what is no plain name */
export const readSchema = (text: string): string => {
  const name = firstUrl(text)?.searchParams.get("schema") ?? DEFAULT_SCHEMA;
  if (!/^[a-z_][a-z0-9_]{0,62}$/u.test(name))
    throw refuse("schema has to be a lower-case name: letters, digits and _, at most 63 of them");
  if (/^pg_|^information_schema$/u.test(name))
    throw refuse(`schema ${name} is PostgreSQL's own, as is every name that begins with pg_; choose another one`);
  return name;
};
