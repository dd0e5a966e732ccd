import { accessSync, constants } from "node:fs";
import { shorten, shortenPath } from "../../model/shorten.js";
import { refuse } from "./url-refusal.js";

const files = ["sslrootcert", "sslcert", "sslkey"] as const;

/** What libpq reads of the environment where the URL says nothing. */
const environment = { sslmode: "PGSSLMODE", sslrootcert: "PGSSLROOTCERT", sslcert: "PGSSLCERT", sslkey: "PGSSLKEY" };

/** How a setting is called where it is wrong. */
type Call = (name: string, value?: string) => string;

/** To libpq what is empty is not there. */
const dropEmpty = ({ searchParams }: URL): void => {
  for (const name of Object.keys(environment)) if (searchParams.get(name) === "") searchParams.delete(name);
};

/** Two modes of libpq that go on without TLS are not known here, and what is meant for all programs is no order to this one. */
const isNoOrder = (mode: string): boolean => /^(?:prefer|allow)$/u.test(mode);

/** A folder, by the URL or by the environment: there is no TLS on a socket. */
const isSocket = ({ hostname, searchParams }: URL): boolean => {
  const host = `${hostname}${searchParams.get("host") ?? ""}`;
  return /^(?:\/|%2F)/iu.test(host === "" ? (process.env["PGHOST"] ?? "") : host);
};

/** Whether the variable is to be heard, where it says something. */
const isHeard = (url: URL, value: string): boolean => value !== "" && !isNoOrder(value) && !isSocket(url);

/** Where the mode comes from, for whoever is to change it. */
export const modeSetting = (url: URL): string =>
  !url.searchParams.get("sslmode") && isHeard(url, process.env["PGSSLMODE"] ?? "") ? "PGSSLMODE" : "sslmode";

/** @returns the name of each setting by where it came from */
const takeEnvironment = (url: URL): Call => {
  const { searchParams } = url;
  const taken = new Map<string, string>();
  for (const [name, variable] of Object.entries(environment)) {
    const value = process.env[variable] ?? "";
    if (isHeard(url, value) && !searchParams.has(name)) {
      searchParams.set(name, value);
      taken.set(name, variable);
    }
  }
  return (name, value) => {
    const variable = taken.get(name);
    const said = value === undefined ? "" : `=${value}`;
    return variable === undefined ? `${name}${said} of the URL` : `${variable}${said}`;
  };
};

/** The driver reads the variable itself where nothing else is said, and takes a preference for an order, on a socket too. */
const silenceDriver = ({ searchParams }: URL): void => {
  const isDirect = (searchParams.get("sslnegotiation") ?? process.env["PGSSLNEGOTIATION"]) === "direct";
  const isSaid = isDirect || ["sslmode", "ssl", ...files].some((name) => searchParams.has(name));
  if ((process.env["PGSSLMODE"] ?? "") !== "" && !isSaid) searchParams.set("sslmode", "disable");
};

const assertMode = (mode: string, call: Call): void => {
  if (/^(?:disable|require|verify-ca|verify-full|no-verify)$/u.test(mode)) return;
  throw refuse(`${call("sslmode", shorten(mode))} is not known; use disable, require, verify-ca or verify-full`);
};

const assertReadable = (name: string, file: string, call: Call): void => {
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw refuse(`${call(name, shortenPath(file))} cannot be read; correct the path, or who may read the file`);
  }
};

const assertFiles = ({ searchParams }: URL, call: Call): void => {
  for (const name of files) {
    const file = searchParams.get(name);
    if (file === null) continue;
    if (!searchParams.has("sslmode")) {
      throw refuse(`${call(name)} needs &sslmode=verify-full (or verify-ca, or require) in the URL, or PGSSLMODE`);
    }
    assertReadable(name, file, call);
  }
  const [given, other] = searchParams.has("sslcert") ? ["sslcert", "sslkey"] : ["sslkey", "sslcert"];
  if (searchParams.has(given) && !searchParams.has(other))
    throw refuse(`${call(given)} goes together with ${other}; name both files`);
};

/** As libpq understands it, while the driver would take `require` for `verify-full`. @throws StoreUnusableError */
export const settleTls = (url: URL): void => {
  dropEmpty(url);
  const call = takeEnvironment(url);
  silenceDriver(url);
  const { searchParams } = url;
  const mode = searchParams.get("sslmode");
  if (mode !== null) assertMode(mode, call);
  // The authorities that this machine trusts are those that are trusted without a file.
  if (searchParams.get("sslrootcert") === "system") searchParams.delete("sslrootcert");
  if (mode === "verify-ca" && !searchParams.has("sslrootcert")) {
    throw refuse(`${call("sslmode", mode)} needs &sslrootcert=<file of the CA>; or use sslmode=verify-full`);
  }
  // To libpq they are nothing then, while the driver would read them.
  if (mode === "disable") for (const name of files) searchParams.delete(name);
  assertFiles(url, call);
  if (mode !== null && mode !== "no-verify") searchParams.set("uselibpqcompat", "true");
};
