import { Client } from "pg";
import { afterEach, expect, it } from "vitest";
import { createStub } from "../../src/stub/create-stub.js";
import type { Stub } from "../../src/stub/stub.js";
import { send } from "../process/sender.js";
import { SHORT, holdUp } from "./hold-up.js";
import { type PostgresServer, startPostgres } from "./server.js";

const toEnd: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).toReversed()) await end();
});

const started = async (...flags: readonly string[]): Promise<PostgresServer> => {
  const server = await startPostgres("-c", "fsync=off", ...flags);
  toEnd.push(() => server.remove());
  return server;
};
const open = async (store: string): Promise<Stub> => {
  const stub = createStub({ store });
  toEnd.push(() => stub.close());
  await stub.open();
  return stub;
};
const ask = async (url: string, ...texts: readonly string[]): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const text of texts) await client.query(text);
  await client.end();
};

const SENDS = 40;

/** Everything that a namespace is used for; the statuses of the answers. */
const use = async (stub: Stub): Promise<Set<string>> => {
  const ids = Array.from({ length: SENDS }, (_, index) => `r${index}`);
  const answers = await Promise.all(ids.map((id) => send("http://stub.local", id, stub.fetch)));
  const at = { path: { namespace: "default" } };
  const { id } = await stub.control.post("/_stub/namespaces/{namespace}/snapshots", at);
  await stub.control.post("/_stub/namespaces/{namespace}/snapshots/{id}/restore", {
    path: { namespace: "default", id },
  });
  expect(await stub.messages()).toHaveLength(SENDS);
  expect((await stub.fetch("http://stub.local/_stub/health")).status).toBe(200);
  return new Set(answers.map(({ status }) => status));
};

it.each([2, 3])("works with %i connections in all", async (most) => {
  const few = ["-c", `max_connections=${most}`, "-c", "superuser_reserved_connections=0", "-c", "max_wal_senders=0"];
  const server = await started(...few, "-c", "autovacuum_worker_slots=1");
  expect(await use(await open(server.url))).toEqual(new Set(["S"]));
});

it("says that one connection is too few", async () => {
  const few = ["-c", "max_connections=1", "-c", "superuser_reserved_connections=0", "-c", "max_wal_senders=0"];
  const server = await started(...few);
  await expect(open(server.url)).rejects.toThrow(/no connection left; raise max_connections/u);
});

it.each(["ROLE limited", "DATABASE narrow"])("says whose limit is reached: %s", async (whose) => {
  const server = await started();
  await ask(server.url, "CREATE ROLE limited LOGIN PASSWORD 'limited'", "CREATE DATABASE narrow OWNER limited");
  await ask(server.url, `ALTER ${whose} CONNECTION LIMIT 1`);
  const url = server.url.replace("postgres:postgres", "limited:limited").replace(/stub$/u, "narrow");
  await expect(open(url)).rejects.toThrow(`(ALTER ${whose.split(" ", 1)[0]} … CONNECTION LIMIT;`);
});

it.each([
  ["statement_timeout", "1ms"],
  ["lock_timeout", "1ms"],
  ["idle_in_transaction_session_timeout", "1ms"],
  // A start that is not done with its first words by then is ended by them.
  ["transaction_timeout", "200ms"],
  ["idle_session_timeout", "200ms"],
  ["default_transaction_isolation", "serializable"],
  ["search_path", "nowhere"],
  ["client_encoding", "LATIN1"],
  ["standard_conforming_strings", "off"],
  ["bytea_output", "escape"],
  ["array_nulls", "off"],
  ["row_security", "off"],
])("takes no harm of what is set for its user and its database: %s = %s", async (name, value) => {
  const server = await started();
  await ask(server.url, `ALTER ROLE postgres SET ${name} = '${value}'`, `ALTER DATABASE stub SET ${name} = '${value}'`);
  expect(await use(await open(server.url))).toEqual(new Set(["S"]));
});

it("waits for others longer than a transaction of its user may take", async () => {
  const server = await started();
  await ask(server.url, `ALTER ROLE postgres SET transaction_timeout = '${SHORT}'`);
  const stub = await open(server.url);
  const { status } = await holdUp(server.url, () => send("http://stub.local", "r1", stub.fetch));
  expect(status).toBe("S");
  expect((await stub.fetch("http://stub.local/_stub/health")).status).toBe(200);
});

it("names what may not be made, and works in a schema that is there", async () => {
  const server = await started();
  await ask(server.url, "CREATE ROLE limited LOGIN PASSWORD 'limited'", "CREATE SCHEMA given AUTHORIZATION limited");
  const url = server.url.replace("postgres:postgres", "limited:limited");
  await expect(open(url)).rejects.toMatchObject({
    fault: "read-only",
    message: expect.stringMatching(/GRANT CREATE ON DATABASE stub TO limited/u),
  });
  expect(await use(await open(`${url}?schema=given`))).toEqual(new Set(["S"]));
});

it("says that a database lets nobody in", async () => {
  const server = await started();
  await ask(server.url, "CREATE DATABASE shut ALLOW_CONNECTIONS false");
  await expect(open(server.url.replace(/stub$/u, "shut"))).rejects.toThrow(
    /nobody into this database; ALTER DATABASE/u,
  );
});

it("says that a database may only be read, whoever has set it so", async () => {
  const server = await started();
  await ask(server.url, "ALTER DATABASE stub SET default_transaction_read_only = on");
  await expect(open(server.url)).rejects.toMatchObject({ fault: "read-only" });
});
