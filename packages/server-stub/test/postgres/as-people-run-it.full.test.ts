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
const send = async (stub: Stub, requestId: string): Promise<string> => {
  const response = await stub.fetch("http://stub.local/v2/miniprogram/message/send", {
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

it("keeps nobody waiting while a snapshot is copied", async () => {
  const stub = await open("?schema=copies");
  expect(await send(stub, "r1")).toBe("S");
  // The copy comes to its end at this table, and waits there for as long as somebody holds it.
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
  expect(await send(stub, "r2")).toBe("S");
  await admin.query("COMMIT");
  const { id } = await snapshot;
  const restored = { path: { namespace: "default", id } };
  await stub.control.post("/_stub/namespaces/{namespace}/snapshots/{id}/restore", restored);
  expect((await stub.messages()).map(({ requestId }) => requestId)).toEqual(["r1"]);
});
