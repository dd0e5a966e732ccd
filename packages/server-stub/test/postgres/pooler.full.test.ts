// oxlint-disable vitest/no-standalone-expect -- `needs(…).describe` is a group of tests
import { needs } from "@miniprogram-messages/lane";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { describeStore } from "../../src/store/conformance.js";
import { PostgresStore } from "../../src/store/postgres/postgres-store.js";
import { createStub } from "../../src/stub/create-stub.js";
import type { Stub } from "../../src/stub/stub.js";
import { requestBody } from "../process/sender.js";
import { describeReplicas } from "./describe-replicas.js";
import { SHORT, holdUp } from "./hold-up.js";
import { findLost, startLoad } from "./load.js";
import { type Pooler, type PoolerOptions, startPooler } from "./pooler.js";
import { type PostgresServer, startPostgres } from "./server.js";

const pgbouncer = needs("pgbouncer");

interface Answer {
  readonly result: { readonly resultStatus: string };
  readonly messageId?: string;
}

const send = async (stub: Stub, requestId: string, namespace = ""): Promise<Answer> => {
  const response = await stub.fetch(`http://stub.local${namespace}/v2/miniprogram/message/send`, {
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
  const stubs: Stub[] = [];
  const open = async () => {
    const stub = createStub({ store: pooler.url });
    stubs.push(stub);
    await stub.open();
    return stub;
  };
  const admin = async (text: string): Promise<void> => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query(text);
    await client.end();
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

  it("wait for others longer than a transaction of their user may take", async () => {
    await admin(`ALTER ROLE postgres SET transaction_timeout = '${SHORT}'`);
    // The connections that the pooler has already know nothing of it.
    await pooler.tell("RECONNECT");
    const stub = await open();
    const { result } = await holdUp(server.url, () => send(stub, "held", "/ns/held"));
    expect(result.resultStatus).toBe("S");
    await admin("ALTER ROLE postgres RESET transaction_timeout");
    await pooler.tell("RECONNECT");
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
  describeReplicas(async () => pooler.url);
});

pgbouncer.describe("behind a pooler of another kind", () => {
  let server: PostgresServer;
  const toEnd: (() => Promise<void>)[] = [];
  const start = async (options: PoolerOptions): Promise<Pooler> => {
    const pooler = await startPooler(pgbouncer.paths.pgbouncer, server.url, options);
    toEnd.push(() => pooler.remove());
    return pooler;
  };
  const open = async (url: string): Promise<Stub> => {
    const stub = createStub({ store: url });
    toEnd.push(() => stub.close());
    await stub.open();
    return stub;
  };
  beforeAll(async () => {
    server = await startPostgres("-c", "fsync=off");
  });
  afterEach(async () => {
    for (const end of toEnd.splice(0).toReversed()) await end();
  });
  afterAll(() => server.remove());

  it.each<[replicas: number, options: PoolerOptions]>([
    [1, { mode: "session", size: 2 }],
    [2, { mode: "session", size: 4 }],
    [2, { mode: "session", size: 10 }],
    [2, { size: 1 }],
    [2, { size: 2, settings: { server_round_robin: 1 } }],
    [2, { settings: { server_lifetime: 1, server_idle_timeout: 1 } }],
    [2, { settings: { server_reset_query_always: 1, application_name_add_host: 1 } }],
    [2, { size: 2, settings: { query_wait_timeout: 1 } }],
  ])("%i replicas take messages: %o", async (count, options) => {
    const { url } = await start(options);
    const stubs: Stub[] = [];
    for (let nth = 0; nth < count; nth += 1) stubs.push(await open(url));
    const ids = Array.from(
      { length: 100 },
      (_, nth) => `${JSON.stringify(options).replaceAll(/\W|_/gu, "").slice(-40)}-${nth}`,
    );
    const answers = await Promise.all(ids.flatMap((id) => stubs.map((stub) => send(stub, id))));
    expect(new Set(answers.map(({ result }) => result.resultStatus))).toEqual(new Set(["S"]));
    expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(ids.length);
  });

  it.each<[options: PoolerOptions, parameters: string, said: RegExp]>([
    [{ mode: "statement" }, "", /pool_mode = statement.*use pool_mode = transaction/u],
    [{ mode: "session", size: 1 }, "", /default_pool_size.*needs 2.*pool_mode = transaction/u],
    [{ mode: "session", size: 1, settings: { query_wait_timeout: 1 } }, "", /default_pool_size.*needs 2/u],
    [{ mode: "session", settings: { max_db_connections: 1 } }, "", /max_db_connections/u],
    [{ settings: { max_client_conn: 1 } }, "", /takes no more clients; raise its max_client_conn/u],
    [{}, "?options=-c%20statement_timeout=1s", /leave them out of the URL/u],
  ])("is refused in one line: %o%s", async (options, parameters, said) => {
    const { url } = await start(options);
    await expect(open(`${url}${parameters}`)).rejects.toThrow(said);
  });

  it("says in one line that the pooler lets nobody into a database", async () => {
    const pooler = await start({});
    await pooler.tell("DISABLE stub");
    await expect(open(pooler.url)).rejects.toThrow(/the pooler before it lets nobody into this database; ENABLE it/u);
  });

  it("says in one line that the server behind it lets nobody in", async () => {
    const { url } = await start({});
    const admin = new Client({ connectionString: server.url.replace(/stub$/u, "postgres") });
    await admin.connect();
    await admin.query("ALTER DATABASE stub ALLOW_CONNECTIONS false");
    try {
      await expect(open(url)).rejects.toThrow(/the server lets nobody into this database; ALTER DATABASE/u);
    } finally {
      await admin.query("ALTER DATABASE stub ALLOW_CONNECTIONS true");
      await admin.end();
    }
  });

  it("loses nothing while its servers are replaced and it is halted", async () => {
    const pooler = await start({});
    const stubs = [await open(pooler.url), await open(pooler.url)] as const;
    await stubs[0].reset();
    const load = startLoad(...stubs);
    for (const command of ["RECONNECT", "PAUSE", "RESUME", "RECONNECT"]) {
      await pooler.tell(command);
      if (command !== "PAUSE") await load.more(100);
    }
    await load.stop();
    expect(await findLost(stubs[1], load)).toEqual([]);
  });
});
