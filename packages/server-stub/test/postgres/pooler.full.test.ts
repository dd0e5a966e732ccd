// oxlint-disable vitest/no-standalone-expect -- `needs(…).describe` is a group of tests
import { needs } from "@miniprogram-messages/lane";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeStore } from "../../src/store/conformance.js";
import { PostgresStore } from "../../src/store/postgres/postgres-store.js";
import { createStub } from "../../src/stub/create-stub.js";
import { requestBody } from "../process/sender.js";
import { type Pooler, type PoolerOptions, startPooler } from "./pooler.js";
import { type PostgresServer, startPostgres } from "./server.js";

const pgbouncer = needs("pgbouncer");

interface Answer {
  readonly result: { readonly resultStatus: string };
  readonly messageId?: string;
}

const send = async (stub: ReturnType<typeof createStub>, requestId: string): Promise<Answer> => {
  const response = await stub.fetch("http://stub.local/v2/miniprogram/message/send", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: requestBody(requestId),
  });
  const answer: Answer = await response.json();
  return answer;
};

pgbouncer.describe("two replicas behind a pooler in transaction mode", () => {
  let server: PostgresServer;
  let pooler: Pooler;
  const stubs: ReturnType<typeof createStub>[] = [];
  const open = async () => {
    const stub = createStub({ store: pooler.url });
    stubs.push(stub);
    await stub.open();
    return stub;
  };
  beforeAll(async () => {
    server = await startPostgres("-c", "fsync=off");
    pooler = await startPooler(pgbouncer.paths.pgbouncer, server.url);
  });
  afterAll(async () => {
    for (const stub of stubs) await stub.close();
    await pooler.remove();
    await server.remove();
  });

  it("take each message once, and wake each other's waits", async () => {
    const [first, second] = [await open(), await open()];
    const ids = Array.from({ length: 60 }, (_, index) => `r${index}`);
    const answers = await Promise.all(ids.flatMap((id) => [send(first, id), send(second, id), send(first, id)]));
    expect(new Set(answers.map(({ result }) => result.resultStatus))).toEqual(new Set(["S"]));
    expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(ids.length);
    const waiting = second.waitForMessage({ requestId: "later" }, { timeout: 60_000 });
    await send(first, "later");
    expect((await waiting).requestId).toBe("later");
    // A change that the other one made counts at the next look.
    await first.control.put("/_stub/namespaces/{namespace}/config", {
      path: { namespace: "default" },
      body: { policies: { inactiveApis: ["sendMessage"] } },
    });
    while ((await send(second, "after")).result.resultStatus === "S");
    await first.reset();
    expect((await second.messages()).length).toBe(0);
  });

  it("keep no session on the server", async () => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query("SELECT name FROM pg_prepared_statements");
    const locks = await client.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'");
    await client.end();
    expect([rows, locks.rows]).toEqual([[], []]);
  });
});

pgbouncer.describe("behind a pooler", () => {
  let server: PostgresServer;
  let pooler: Pooler;
  let cleaner: Client;

  beforeAll(async () => {
    server = await startPostgres("-c", "fsync=off");
    pooler = await startPooler(pgbouncer.paths.pgbouncer, server.url);
    cleaner = new Client({ connectionString: server.url });
    await cleaner.connect();
  });
  afterAll(async () => {
    await cleaner.end();
    await pooler.remove();
    await server.remove();
  });

  describeStore("postgres", async () => {
    await cleaner.query("DROP SCHEMA IF EXISTS server_stub CASCADE");
    return new PostgresStore({ url: pooler.url });
  });
});

pgbouncer.describe("behind a pooler in another mode", () => {
  let server: PostgresServer;
  const poolers: Pooler[] = [];
  const open = async (options: PoolerOptions) => {
    const pooler = await startPooler(pgbouncer.paths.pgbouncer, server.url, options);
    poolers.push(pooler);
    return createStub({ store: pooler.url });
  };
  beforeAll(async () => {
    server = await startPostgres("-c", "fsync=off");
  });
  afterAll(async () => {
    for (const pooler of poolers) await pooler.remove();
    await server.remove();
  });

  it.each<PoolerOptions>([
    { mode: "session", size: 10 },
    { mode: "transaction", size: 1 },
  ])("takes messages: %o", async (options) => {
    const stub = await open(options);
    const ids = Array.from({ length: 60 }, (_, index) => `${JSON.stringify(options).length}-${index}`);
    const answers = await Promise.all(ids.map((id) => send(stub, id)));
    expect(new Set(answers.map(({ result }) => result.resultStatus))).toEqual(new Set(["S"]));
    await stub.close();
  });

  it("refuses statement mode in one line", async () => {
    const stub = await open({ mode: "statement" });
    await expect(stub.open()).rejects.toThrow(/pool_mode = statement.*use pool_mode = transaction/u);
    await stub.close();
  });
});
