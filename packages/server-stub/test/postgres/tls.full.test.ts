import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { createStub } from "../../src/stub/create-stub.js";
import { makeAuthority } from "./certificates.js";
import { type PostgresServer, startPostgres } from "./server.js";

const folder = mkdtempSync(join(tmpdir(), "stub-tls-"));
let plain: PostgresServer;
let server: PostgresServer;

const fileOf = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const ask = async (url: string, ...texts: readonly string[]): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const text of texts) await client.query(text);
  await client.end();
};

/** For the database's own user alone, as it demands. */
const give = (data: string, name: string, text: string): void => {
  const { uid, gid } = statSync(join(data, "PG_VERSION"));
  const file = join(data, name);
  writeFileSync(file, text);
  chmodSync(file, 0o600);
  chownSync(file, uid, gid);
};

beforeAll(async () => {
  const [authority, other] = [await makeAuthority(), await makeAuthority()];
  plain = await startPostgres("-c", "fsync=off");
  server = await startPostgres("-c", "fsync=off");
  await ask(server.url, "CREATE ROLE certified SUPERUSER LOGIN PASSWORD 'p'", "CREATE ROLE hidden LOGIN PASSWORD 'p'");
  const own = await authority.issue("server", ["localhost"]);
  give(server.data, "server.crt", own.cert);
  give(server.data, "server.key", own.key);
  give(server.data, "root.crt", authority.cert);
  give(
    server.data,
    "pg_hba.conf",
    "hostssl all certified all cert\nhostssl all postgres all password\nhostssl all hidden all password\n",
  );
  await ask(
    server.url,
    "ALTER SYSTEM SET ssl_ca_file = 'root.crt'",
    "ALTER SYSTEM SET ssl = on",
    "SELECT pg_reload_conf()",
  );
  fileOf("ca.pem", authority.cert);
  fileOf("other.pem", other.cert);
  const [user, stranger] = [await authority.issue("certified"), await other.issue("certified")];
  fileOf("user.crt", user.cert);
  fileOf("user.key", user.key);
  fileOf("stranger.crt", stranger.cert);
  fileOf("stranger.key", stranger.key);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await plain.remove();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

const inFolder = (parameters: string): string => parameters.replaceAll("%", `${folder}/`);

/** The one line that the stub ends with; empty when it could be opened. */
const openAt = async (url: string): Promise<string> => {
  const stub = createStub({ store: url });
  try {
    await stub.open();
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await stub.close();
  }
};

const at = (host: string, user: string, parameters: string): string => {
  const { port } = new URL(server.url);
  const password = user === "certified" ? "" : ":postgres";
  return `postgres://${user}${password}@${host}:${port}/stub${inFolder(parameters)}`;
};

it.each([
  ["localhost", "postgres", "?sslmode=require"],
  ["127.0.0.1", "postgres", "?sslmode=require"],
  ["127.0.0.1", "postgres", "?sslmode=no-verify"],
  ["localhost", "postgres", "?sslmode=require&sslrootcert=%ca.pem"],
  ["127.0.0.1", "postgres", "?sslmode=verify-ca&sslrootcert=%ca.pem"],
  ["localhost", "postgres", "?sslmode=verify-full&sslrootcert=%ca.pem"],
  ["localhost", "certified", "?sslmode=verify-full&sslrootcert=%ca.pem&sslcert=%user.crt&sslkey=%user.key"],
])("speaks TLS as libpq does: %s, %s%s", async (host, user, parameters) => {
  expect(await openAt(at(host, user, parameters))).toBe("");
});

it.each([
  ["localhost", "postgres", "", /demands TLS.*sslmode=verify-full/u],
  ["localhost", "postgres", "?sslmode=disable", /demands TLS/u],
  ["localhost", "postgres", "?sslmode=verify-full", /not trusted.*sslrootcert/u],
  ["localhost", "postgres", "?sslmode=verify-full&sslrootcert=%other.pem", /not trusted.*sslrootcert/u],
  ["localhost", "postgres", "?sslmode=verify-ca&sslrootcert=%other.pem", /not trusted.*sslrootcert/u],
  ["localhost", "postgres", "?sslmode=require&sslrootcert=%other.pem", /not trusted.*sslrootcert/u],
  ["127.0.0.1", "postgres", "?sslmode=verify-full&sslrootcert=%ca.pem", /another host name.*verify-ca/u],
  ["localhost", "certified", "?sslmode=verify-full&sslrootcert=%ca.pem", /wants a certificate.*sslcert=.*sslkey=/u],
  [
    "localhost",
    "certified",
    "?sslmode=require&sslcert=%stranger.crt&sslkey=%stranger.key",
    /does not take the certificate of sslcert/u,
  ],
  ["localhost", "certified", "?sslmode=require&sslcert=%user.crt&sslkey=%stranger.key", /do not belong together/u],
  [
    "localhost",
    "postgres",
    "?sslmode=require&sslcert=%ca.pem&sslkey=%ca.pem",
    /sslrootcert, sslcert or sslkey is no such file/u,
  ],
])("ends with one line that names the parameter: %s, %s%s", async (host, user, parameters, said) => {
  const line = await openAt(at(host, user, parameters));
  expect(line).toMatch(said);
  expect(line).not.toMatch(/\n|:postgres@/u);
});

it("says that a server offers no TLS", async () => {
  expect(await openAt(`${plain.url}?sslmode=require`)).toMatch(/speaks no TLS; use sslmode=disable/u);
  vi.stubEnv("PGSSLMODE", "require");
  expect(await openAt(plain.url)).toMatch(/speaks no TLS; use PGSSLMODE=disable/u);
});

it.each(["prefer", "allow"])("needs no TLS for PGSSLMODE=%s", async (mode) => {
  vi.stubEnv("PGSSLMODE", mode);
  expect(await openAt(plain.url)).toBe("");
});

it("takes what libpq takes of the environment", async () => {
  vi.stubEnv("PGSSLMODE", "verify-full");
  vi.stubEnv("PGSSLROOTCERT", join(folder, "ca.pem"));
  expect(await openAt(at("localhost", "postgres", ""))).toBe("");
  const { port } = new URL(server.url);
  vi.stubEnv("PGHOST", "localhost");
  vi.stubEnv("PGPORT", port);
  vi.stubEnv("PGUSER", "postgres");
  vi.stubEnv("PGPASSWORD", "postgres");
  expect(await openAt("postgres:///stub")).toBe("");
  vi.stubEnv("PGPASSWORD", "wrong");
  expect(await openAt("postgres:///stub")).toMatch(/refuses the password/u);
  vi.stubEnv("PGPASSWORD", undefined);
  writeFileSync(join(folder, "pgpass"), `localhost:${port}:stub:postgres:postgres\n`);
  chmodSync(join(folder, "pgpass"), 0o600);
  vi.stubEnv("PGPASSFILE", join(folder, "pgpass"));
  expect(await openAt("postgres:///stub")).toBe("");
});

it.each(["#", "/", "?", "@", ":", "%", "é", " ", "'", "\\", "&", "+"])(
  "takes a password with %s in it, percent-encoded, and never prints it",
  async (character) => {
    const password = `a${character}b`;
    const role = `odd_${character.codePointAt(0)}`;
    await ask(plain.url, `CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD '${password.replaceAll("'", "''")}'`);
    const { port } = new URL(plain.url);
    const url = (word: string): string => `postgres://${role}:${encodeURIComponent(word)}@127.0.0.1:${port}/stub`;
    expect(await openAt(url(password))).toBe("");
    const line = await openAt(url(`${password}x`));
    expect(line).toMatch(/refuses the password/u);
    expect(line).not.toContain("a%");
  },
);

it("is led to a socket in a folder", async () => {
  const sockets = mkdtempSync(join(tmpdir(), "s"));
  chmodSync(sockets, 0o777);
  const local = await startPostgres("-c", "fsync=off", "-c", `unix_socket_directories=${sockets}`);
  try {
    const { port } = new URL(local.url);
    expect(await openAt(`postgres://postgres:postgres@/stub?host=${sockets}&port=${port}`)).toBe("");
    expect(await openAt(`postgres:///stub?host=${sockets}&port=${port}&user=postgres&password=postgres`)).toBe("");
    expect(await openAt(`postgres://postgres@/stub?host=${folder}&port=${port}`)).toMatch(/no server listens there/u);
  } finally {
    await local.remove();
    rmSync(sockets, { recursive: true, force: true });
  }
});
