import { Client } from "pg";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { describeUrl, readSchema, readUrls } from "./address.js";

beforeEach(() => {
  for (const name of ["PGSSLMODE", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY", "PGPORT", "PGHOST", "PGSSLNEGOTIATION"])
    vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

it.each([
  ["postgres://u:p@a/db", ["postgres://u:p@a/db"]],
  [
    "postgres://u:p@a,b:5433,[::1]:5434/db?schema=s",
    ["postgres://u:p@a/db", "postgres://u:p@b:5433/db", "postgres://u:p@[::1]:5434/db"],
  ],
  ["postgresql://u@a,b/db?target_session_attrs=read-write", ["postgresql://u@a/db", "postgresql://u@b/db"]],
  [
    "postgres://u@/db?host=a,b&port=1,2",
    ["postgres:///db?host=a&port=1&user=u", "postgres:///db?host=b&port=2&user=u"],
  ],
  ["postgres:///db?host=a,b&port=1", ["postgres:///db?host=a&port=1", "postgres:///db?host=b&port=1"]],
  ["postgres://u:p%2Fw@/db", ["postgres:///db?user=u&password=p%2Fw"]],
  ["postgres:///db?host=/var/run/postgresql", ["postgres:///db?host=%2Fvar%2Frun%2Fpostgresql"]],
])("reads %s", (text, urls) => {
  expect(readUrls(text)).toEqual(urls);
});

it.each([
  ["mysql://a/db", /not a PostgreSQL URL/u],
  ["postgres://u:p/w@a/db", /percent-encoded/u],
  ["postgres://u:p%ff@a/db", /percent-encoded/u],
  ["postgres://u:p#w@a/db", /percent-encoded/u],
  ["postgres://a/db?sslmode=prefer", /sslmode=prefer of the URL is not known; use disable, require/u],
  ["postgres://a/db?sslmode=on", /sslmode=on of the URL/u],
  ["postgres://a/db?sslmode=verify-ca", /verify-ca of the URL needs &sslrootcert/u],
  [
    "postgres://a/db?sslmode=verify-full&sslrootcert=/nowhere/ca.pem",
    /sslrootcert=\/nowhere\/ca.pem of the URL cannot be read/u,
  ],
  ["postgres://a/db?sslrootcert=/nowhere/ca.pem", /sslrootcert of the URL needs &sslmode/u],
  ["postgres://a,b/db?target_session_attrs=standby", /target_session_attrs=standby.*read-write/u],
  ["postgres://a/db?options=-csearch_path%3Dx", /options=.*\?schema=/u],
  ["postgres://a/db?currentSchema=x", /currentSchema=x.*\?schema=/u],
  ["postgres://a/db?replication=database", /replication=database of the URL is not known; leave it out/u],
  ["postgres://a/db?replication=On", /replication=On of the URL/u],
  ["postgres://a:99999/db", /the port of the URL has to be a number from 1 to 65535$/u],
  ["postgres://a:x/db", /the port of the URL has to be/u],
  ["postgres://a:1,b:70000/db", /the port of the URL has to be/u],
  ["postgres:///db?host=a&port=x", /port of the URL has to be a number from 1 to 65535; it is "x"/u],
  ["postgres:///db?host=a,b&port=1,70000", /it is "70000"/u],
  ["postgres://u:p1w/p2w@a/db", /percent-encoded/u],
  ["postgres://u@::1/db", /IPv6 address of the URL has to stand in brackets/u],
  ["postgres://u@fe80::1:5432/db", /in brackets/u],
  ["postgres://a/db?sslnegotiation=on", /sslnegotiation=on of the URL is not known; use postgres or direct/u],
  ["postgres://a/db?sslmode=require&sslcert=/dev/null", /sslcert of the URL goes together with sslkey/u],
])("refuses %s, and says what to do", (text, said) => {
  let line = "";
  try {
    readUrls(text);
  } catch (error) {
    line = error instanceof Error ? error.message : "";
  }
  expect(line).toMatch(said);
  expect(line).not.toMatch(/p.?w@/u);
});

it("takes require for what libpq takes it for, and the environment where the URL says nothing", () => {
  expect(readUrls("postgres://a/db?sslmode=require")[0]).toContain("uselibpqcompat=true");
  vi.stubEnv("PGSSLMODE", "require");
  expect(readUrls("postgres://a/db")[0]).toContain("sslmode=require");
  expect(readUrls("postgres://a/db?sslmode=disable")[0]).toContain("sslmode=disable");
});

const asRead = (text: string): unknown => {
  const client = new Client({ connectionString: readUrls(text)[0] });
  return Reflect.get(client, "ssl");
};

it.each([
  ["prefer", "postgres://a/db", false],
  ["allow", "postgres://a/db", false],
  ["require", "postgres:///db?host=/tmp", false],
  ["require", "postgres://%2Ftmp/db", false],
  ["prefer", "postgres://a/db?sslmode=require", { rejectUnauthorized: false }],
  ["prefer", "postgres://a/db?ssl=true", true],
  ["prefer", "postgres://a/db?sslnegotiation=direct", true],
  ["prefer", "postgres://a/db?sslmode=", false],
  ["require", "postgres://a/db?sslmode=", { rejectUnauthorized: false }],
  ["", "postgres://a/db?sslmode=&sslcert=&sslkey=&sslrootcert=", false],
  ["", "postgres://a/db?sslmode=require&sslcert=&sslkey=&sslrootcert=", { rejectUnauthorized: false }],
])("lets the driver do what was asked for: PGSSLMODE=%s, %s", (mode, text, ssl) => {
  vi.stubEnv("PGSSLMODE", mode);
  expect(asRead(text)).toEqual(ssl);
});

it("takes a folder of the environment for a socket", () => {
  vi.stubEnv("PGSSLMODE", "require");
  vi.stubEnv("PGHOST", "/tmp");
  expect(asRead("postgres:///db")).toBe(false);
});

it("does not go without TLS where a certificate is named", () => {
  vi.stubEnv("PGSSLMODE", "prefer");
  expect(() => readUrls("postgres://a/db?sslrootcert=/dev/null")).toThrow(/sslrootcert of the URL needs &sslmode/u);
});

it.each([
  ["postgres://u:secret@a:1,b:2/db?schema=s", "postgres://a:1,b:2/db"],
  ["postgres://u:se@cret@a/db", "postgres://a/db"],
  ["postgres:///db?host=/tmp&password=secret", "postgres:///db"],
])("describes %s without what is secret", (text, said) => {
  expect(describeUrl(text)).toBe(said);
});

it("finds the schema beside several hosts", () => {
  expect(readSchema("postgres://a,b/db?schema=team_a")).toBe("team_a");
  expect(readSchema("postgres://a/db")).toBe("server_stub");
});

it.each([
  ["pg_foo", /schema pg_foo is PostgreSQL's own.*begins with pg_; choose another/u],
  ["pg_catalog", /PostgreSQL's own/u],
  ["information_schema", /PostgreSQL's own/u],
  ["", /lower-case name/u],
  ["Team", /lower-case name/u],
  ["a%00b", /lower-case name/u],
  ["x".repeat(64), /at most 63/u],
])("refuses the schema %j", (name, said) => {
  expect(() => readSchema(`postgres://a/db?schema=${name}`)).toThrow(said);
});

it.each([
  ["PGPORT", "x", /PGPORT has to be a number from 1 to 65535; it is "x"/u],
  ["PGPORT", "70000", /PGPORT has to be/u],
  ["PGSSLMODE", "on", /PGSSLMODE=on is not known; use disable/u],
  ["PGSSLMODE", "verify-ca", /PGSSLMODE=verify-ca needs &sslrootcert/u],
  ["PGSSLROOTCERT", "/nowhere", /PGSSLROOTCERT needs &sslmode=.* or PGSSLMODE/u],
])("names the variable that is wrong: %s=%s", (name, value, said) => {
  vi.stubEnv(name, value);
  expect(() => readUrls("postgres://u@a/db")).toThrow(said);
  // What the URL says itself counts more.
  expect(readUrls("postgres://u@a:1/db?sslmode=disable")).toHaveLength(1);
});
