import { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { checkStore } from "../../src/store/check-store.js";
import { createStub } from "../../src/stub/create-stub.js";
import type { Stub } from "../../src/stub/stub.js";
import { requestBody } from "../process/sender.js";
import { type PostgresServer, startPostgres } from "./server.js";

let server: PostgresServer;
let admin: Client;
const stubs: Stub[] = [];

const open = async (parameters = ""): Promise<Stub> => {
  const stub = createStub({ store: `${server.url}${parameters}` });
  stubs.push(stub);
  await stub.open();
  return stub;
};
const send = async (stub: Stub, requestId: string, namespace = ""): Promise<string> => {
  const response = await stub.fetch(`http://stub.local${namespace}/v2/miniprogram/message/send`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: requestBody(requestId),
  });
  const { result }: { readonly result: { readonly resultStatus: string } } = await response.json();
  return result.resultStatus;
};
const health = async (stub: Stub) => {
  const response = await stub.fetch("http://stub.local/_stub/health");
  const body: { readonly fault?: string; readonly reason?: string } = await response.json();
  return { ...body, status: response.status };
};

beforeAll(async () => {
  // Ten for everybody: fewer than three stubs would like to have.
  server = await startPostgres("-c", "fsync=off", "-c", "max_connections=10", "-c", "superuser_reserved_connections=0");
  admin = new Client({ connectionString: server.url });
  await admin.connect();
});
afterEach(async () => {
  for (const stub of stubs.splice(0)) await stub.close();
});
afterAll(async () => {
  await admin.end();
  await server.remove();
});

it("names a server that may only be read, and goes on once it is promoted", async () => {
  const stub = await open();
  expect(await send(stub, "before")).toBe("S");
  await admin.query("ALTER SYSTEM SET default_transaction_read_only = on");
  await admin.query("SELECT pg_reload_conf()");
  while ((await send(stub, "during")) === "S");
  expect(await health(stub)).toMatchObject({
    status: 503,
    fault: "read-only",
    reason: expect.stringContaining("standby"),
  });
  expect((await stub.messages()).length).toBeGreaterThan(0);
  await admin.query("SET default_transaction_read_only = off");
  await admin.query("ALTER SYSTEM RESET default_transaction_read_only");
  await admin.query("SELECT pg_reload_conf()");
  while ((await send(stub, "after")) !== "S");
  expect(await health(stub)).toMatchObject({ status: 200 });
});

it("shares few connections", async () => {
  const all = [await open(), await open(), await open()];
  const ids = Array.from({ length: 90 }, (_, index) => `few-${index}`);
  const answers = await Promise.all(ids.flatMap((id) => all.map((stub) => send(stub, id))));
  expect(new Set(answers)).toEqual(new Set(["S"]));
});

it("takes its own time, whatever the server gives a statement", async () => {
  await admin.query("ALTER DATABASE stub SET statement_timeout = '1ms'");
  try {
    const stub = await open();
    expect(await send(stub, "slow")).toBe("S");
    expect(await health(stub)).toMatchObject({ status: 200 });
  } finally {
    await admin.query("SET statement_timeout = 0");
    await admin.query("ALTER DATABASE stub RESET statement_timeout");
  }
});

it("keeps to the schema that it is told", async () => {
  const stub = await open("?schema=team_a");
  expect(await send(stub, "r1")).toBe("S");
  const other = await open("?schema=team_b");
  expect(await other.messages()).toEqual([]);
  expect(await checkStore(`${server.url}?schema=team_a`)).toMatchObject({ problems: [], counts: { messages: 1 } });
  await expect(checkStore(`${server.url}?schema=team_c`)).rejects.toThrow(/there is no store/u);
  await expect(open("?schema=Robert'--")).rejects.toThrow(/schema has to be/u);
});

it("keeps no other namespace waiting for a snapshot", async () => {
  const stub = await open("?schema=copies");
  expect(await send(stub, "r1")).toBe("S");
  // The snapshot comes to this table, and waits there for as long as somebody holds it.
  await admin.query("BEGIN");
  await admin.query("LOCK TABLE copies.snapshot IN ACCESS EXCLUSIVE MODE");
  const snapshot = stub.control.post("/_stub/namespaces/{namespace}/snapshots", { path: { namespace: "default" } });
  const waits = async (): Promise<boolean> => {
    const { rows } = await admin.query(
      "SELECT 1 FROM pg_locks WHERE relation = 'copies.snapshot'::regclass AND NOT granted",
    );
    return rows.length > 0;
  };
  while (!(await waits()));
  expect(await send(stub, "r2", "/ns/other")).toBe("S");
  await admin.query("COMMIT");
  const { id } = await snapshot;
  expect(await send(stub, "r3")).toBe("S");
  const restored = { path: { namespace: "default", id } };
  await stub.control.post("/_stub/namespaces/{namespace}/snapshots/{id}/restore", restored);
  expect((await stub.messages()).map(({ requestId }) => requestId)).toEqual(["r1"]);
});

it.each([
  ["SQL_ASCII", "ascii"],
  ["LATIN1", "latin"],
])("refuses a database that cannot hold every text: %s", async (encoding, name) => {
  await admin.query(`CREATE DATABASE ${name} ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`);
  const stub = createStub({ store: server.url.replace(/stub$/u, name) });
  await expect(stub.open()).rejects.toMatchObject({
    code: "STORE_UNUSABLE",
    message: expect.stringMatching(new RegExp(`encoding ${encoding}.*ENCODING 'UTF8'`, "u")),
  });
  await stub.close();
});

const strangers: readonly [what: string, tables: string, named: string][] = [
  ["tables of its own", "CREATE TABLE %.customer (id integer)", "customer"],
  ["a table with one of our names", "CREATE TABLE %.message (id integer)", "message"],
  ["a table of versions", "CREATE TABLE %.schema_version (installed text)", "schema_version"],
  ["a view", "CREATE VIEW %.report AS SELECT 1 AS one", "report"],
];

it.each(strangers)("leaves a schema of another program as it is: %s", async (_, tables, named) => {
  await admin.query("DROP SCHEMA IF EXISTS theirs CASCADE; CREATE SCHEMA theirs");
  await admin.query(tables.replace("%", "theirs"));
  await expect(open("?schema=theirs")).rejects.toThrow(
    new RegExp(`schema theirs belongs to another program \\(it has a table ${named}\\)`, "u"),
  );
  const { rows } = await admin.query("SELECT relname FROM pg_class WHERE relnamespace = 'theirs'::regnamespace");
  expect(rows).toEqual([{ relname: named }]);
});

it("ends at once when it may use the schema but not what is in it", async () => {
  await open("?schema=closed");
  await admin.query("CREATE ROLE reader LOGIN PASSWORD 'reader'; GRANT USAGE ON SCHEMA closed TO reader");
  const url = new URL(`${server.url}?schema=closed`);
  Object.assign(url, { username: "reader", password: "reader" });
  const stub = createStub({ store: url.href });
  await expect(stub.open()).rejects.toMatchObject({ code: "STORE_UNUSABLE", fault: "read-only" });
  await stub.close();
});

it("says that others hold its rows, and goes on once they let go", async () => {
  const stub = await open("?schema=held");
  await admin.query("BEGIN; LOCK TABLE held.progress, held.setting IN ACCESS EXCLUSIVE MODE");
  const [status, seen] = await Promise.all([send(stub, "during"), health(stub)]);
  expect(status).toBe("U");
  expect(seen).toMatchObject({ status: 503, fault: "locked", reason: expect.stringContaining("others hold") });
  await admin.query("COMMIT");
  expect(await send(stub, "after")).toBe("S");
  expect(await health(stub)).toMatchObject({ status: 200 });
});

it("is started three times at once where nothing is yet", async () => {
  const all = await Promise.all([1, 2, 3].map(() => open("?schema=together")));
  expect(await Promise.all(all.map((stub, nth) => send(stub, `r${nth}`)))).toEqual(["S", "S", "S"]);
  expect(await all[0]?.messages()).toHaveLength(3);
});
