import { shorten } from "../../model/shorten.js";
import type { StoreUnusableError } from "../errors.js";
import { maskStore } from "../mask-store.js";
import { unknownParameters } from "./parameters.js";
import { modeSetting, settleTls } from "./tls.js";
import { refuse } from "./url-refusal.js";

/** Schema that holds the tables, unless another one is asked for. */
export const DEFAULT_SCHEMA = "server_stub";

const notAUrl = (): StoreUnusableError =>
  refuse("not a PostgreSQL URL; use postgres://user:password@host:port/database, with odd characters percent-encoded");

const PORTS = "has to be a number from 1 to 65535";
const isPort = (text: string): boolean => /^\d{1,5}$/u.test(text) && Number(text) > 0 && Number(text) <= 65_535;

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
  ["sslnegotiation", /^(?!postgres$|direct$)/u, "use postgres or direct"],
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
  ["replication", /^(?:true|on|yes|1|database)$/iu, "leave it out, since the stub is no standby"],
  ["passfile", /./u, "use the variable PGPASSFILE"],
];

const assertKnown = ({ searchParams }: URL): void => {
  for (const [name, values, mend] of unknown) {
    const value = searchParams.get(name);
    if (value !== null && values.test(value))
      throw refuse(`${shorten(maskStore(`${name}=${value}`))} of the URL is not known; ${mend}`);
  }
};

/** Beyond these the driver's words are Node's. @throws StoreUnusableError */
const assertPort = ({ port, searchParams }: URL): void => {
  const asked = searchParams.get("port") ?? "";
  const [value = "", name] = asked === "" ? [process.env["PGPORT"], "PGPORT"] : [asked, "port of the URL"];
  if (port !== "" || value === "" || isPort(value)) return;
  throw refuse(`${name} ${PORTS}; it is ${JSON.stringify(shorten(value))}`);
};

/** What is wrong with a text that no URL can be made of. Shows nothing of it: what looks like a port may be a password. */
const brokenUrl = (text: string): StoreUnusableError => {
  const { hosts = "", rest = "" } = shape.exec(text)?.groups ?? {};
  if (rest.includes("@")) return notAUrl();
  if (/^[^[\]]*:[^[\]]*:/u.test(hosts))
    return refuse("an IPv6 address of the URL has to stand in brackets, as in postgres://user@[::1]:5432/database");
  const [, port] = /:([^:\]]+)$/u.exec(hosts) ?? [];
  return port === undefined || isPort(port) ? notAUrl() : refuse(`the port of the URL ${PORTS}`);
};

const readOne = (text: string): string => {
  const url = parse(text);
  if (!url) throw brokenUrl(text);
  // A slash or the like in a password has to be percent-encoded: else what follows it counts as the path.
  if (!/^postgres(?:ql)?:$/u.test(url.protocol) || url.pathname.includes("@")) throw notAUrl();
  for (const part of [url.username, url.password, url.pathname]) decoded(part);
  assertKnown(url);
  assertPort(url);
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

/** Which setting asks for TLS, or for none. */
export const readModeSetting = (text: string): string => {
  const url = firstUrl(text);
  return url === null ? "sslmode" : modeSetting(url);
};

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
