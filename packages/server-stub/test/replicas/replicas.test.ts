import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStub } from "../../src/stub/create-stub.js";
import { PostgresStore } from "../../src/store/postgres/postgres-store.js";
import { startPostgres, type PostgresServer } from "../postgres/server.js";
import { listAll, send, steer } from "../process/sender.js";
import { startSuperApp } from "../process/super-app.js";
import { startStub, type StubProcess } from "../process/stub-process.js";

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

const platformKey = async (url: string): Promise<unknown> => (await fetch(`${url}/_stub/platform-key`)).json();
const pause = (milliseconds: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

describe("two processes on one database", () => {
  let stubs: readonly StubProcess[] = [];
  const urlOf = (index: number): string => stubs[index % 2]?.url ?? "";

  beforeAll(async () => {
    // Both find an empty database and migrate it together.
    stubs = await Promise.all([startStub("--store", server.url), startStub("--store", server.url)]);
  });
  afterAll(async () => {
    await Promise.all(stubs.map((stub) => stub.end("SIGTERM")));
  });

  it("give parallel equal requests one messageId and one delivery", async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => send(urlOf(index), `equal-${index % 4}`)),
    );
    expect(answers.every(({ status }) => status === "S")).toBe(true);
    expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(4);
    const listed = (await listAll(urlOf(0))).filter(({ requestId }) => requestId.startsWith("equal-"));
    expect(listed).toHaveLength(4);
    expect(await listAll(urlOf(1))).toEqual(await listAll(urlOf(0)));
  });

  it("share the platform's key", async () => {
    expect(await platformKey(urlOf(0))).toEqual(await platformKey(urlOf(1)));
  });

  it("share configuration, faults and clock at once", async () => {
    for (const index of [0, 1, 2, 3]) {
      const code = index % 2 === 0 ? "PROCESS_FAIL" : "USER_NOT_SUBSCRIBED";
      await steer(urlOf(index), "POST", "/faults", { requestId: `fault-${index}`, times: 1, effect: { result: code } });
      const answers = await Promise.all([
        send(urlOf(index + 1), `fault-${index}`),
        send(urlOf(index), `fault-${index}`),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual(["F", "S"]);
    }
  });

  it("deliver each message once between them", async () => {
    const superApp = await startSuperApp();
    try {
      const policies = { superAppLeg: "webhook" };
      await steer(urlOf(0), "PUT", "/config", { policies, superApps: { GCASH: { url: superApp.url } } });
      const ids = Array.from({ length: 60 }, (_, index) => `webhook-${index}`);
      const answers = await Promise.all(ids.map((requestId, index) => send(urlOf(index), requestId)));
      expect(answers.every(({ status }) => status === "S")).toBe(true);
      const queued = async () =>
        (await listAll(urlOf(1))).filter(({ delivery }) => delivery.status !== "delivered").length;
      while ((await queued()) > 0) await pause(20);
      const sent = superApp.calls.flatMap(({ messages }) => messages.map(({ messageId }) => messageId));
      expect(sent).toHaveLength(ids.length);
      expect(new Set(sent)).toEqual(new Set(answers.map(({ messageId }) => messageId)));
      expect(Math.max(...superApp.calls.map(({ messages }) => messages.length))).toBeLessThanOrEqual(20);
      expect(new Set(superApp.calls.map(({ path }) => path))).toEqual(new Set(["/v2/platform/message/send"]));
    } finally {
      await steer(urlOf(0), "PUT", "/config", {});
      await superApp.close();
    }
  });

  it("judge by what the other has changed just now", async () => {
    for (const round of [1, 2, 3]) {
      await steer(urlOf(0), "PUT", "/config", { policies: { signature: "required" } });
      expect((await send(urlOf(1), `unsigned-${round}`)).status).toBe("F");
      expect(await (await fetch(`${urlOf(1)}/_stub/namespaces/default/config`)).json()).toMatchObject({
        policies: { signature: "required" },
      });
      await steer(urlOf(0), "PUT", "/config", {});
      expect((await send(urlOf(1), `unsigned-${round}`)).status).toBe("S");
      await steer(urlOf(0), "POST", "/faults", {
        requestId: `lost-${round}`,
        times: 1,
        effect: { lostResponse: true },
      });
      await expect(send(urlOf(1), `lost-${round}`)).rejects.toThrow(TypeError);
      expect((await send(urlOf(1), `lost-${round}`)).status).toBe("S");
    }
  });

  it("do not mind what others notify", async () => {
    const stranger = new Client({ connectionString: server.url });
    await stranger.connect();
    for (const payload of [
      "hello",
      "null",
      "[]",
      '{"from":1}',
      '{"from":"a","schema":"server_stub","names":{},"states":[]}',
    ]) {
      await stranger.query("SELECT pg_notify('server_stub_changed', $1)", [payload]);
    }
    await stranger.end();
    for (const index of [0, 1]) expect((await send(urlOf(index), `after-notice-${index}`)).status).toBe("S");
  });

  it("wake each other's waits", async () => {
    const waiting = fetch(`${urlOf(1)}/_stub/namespaces/default/messages?requestId=awaited&wait=20000`);
    await pause(50);
    await send(urlOf(0), "awaited");
    expect(await (await waiting).json()).toMatchObject({ messages: [{ requestId: "awaited" }] });
  });
});

describe("a database that goes away", () => {
  it("leads to U while it is away, and to S when it is back, with the ids of before", async () => {
    const stub = createStub({ store: new PostgresStore({ url: server.url, schema: "outage" }) });
    const base = "http://stub.test";
    try {
      await stub.open();
      const before = await send(base, "before", stub.fetch);
      expect(before.status).toBe("S");
      await server.stop();
      const lost = await Promise.all(["r1", "r2", "before"].map((id) => send(base, id, stub.fetch)));
      expect(lost.map(({ status, messageId }) => [status, messageId])).toEqual([
        ["U", undefined],
        ["U", undefined],
        ["U", undefined],
      ]);
      const down = new PostgresStore({ url: server.url });
      await expect(down.open()).rejects.toMatchObject({
        code: "STORE_UNUSABLE",
        message: expect.stringMatching(/^store postgres:\/\/127\.0\.0\.1:\d+\/stub: no server listens there[^\n]*$/u),
      });
      await server.start();
      let again = await send(base, "before", stub.fetch);
      for (let tries = 0; again.status === "U" && tries < 100; tries += 1) {
        await pause(50);
        again = await send(base, "before", stub.fetch);
      }
      expect(again).toEqual(before);
      expect((await send(base, "r1", stub.fetch)).status).toBe("S");
      expect(await stub.messages({ requestId: "r1" })).toHaveLength(1);
    } finally {
      await stub.close();
    }
  });
});

const refused = async (change: (url: URL) => void): Promise<unknown> => {
  const url = new URL(server.url);
  change(url);
  return new PostgresStore({ url: url.href }).open().catch((error: unknown) => error);
};

describe("a database that cannot be used", () => {
  it.each<[what: string, change: (url: URL) => void, rule: RegExp]>([
    ["wrong password", (url) => (url.password = "wrong"), /refuses the password/u],
    ["missing database", (url) => (url.pathname = "/nothing"), /there is no such database/u],
    ["slash in the password", (url) => (url.pathname = "/secret@127.0.0.1:5/stub"), /not a PostgreSQL URL/u],
    ["unknown host", (url) => (url.hostname = "host.invalid"), /host/u],
  ])("is named in one line: %s", async (_, change, rule) => {
    const error = await refused(change);
    expect(error).toMatchObject({ code: "STORE_UNUSABLE", message: expect.stringMatching(rule) });
    expect(String(error)).not.toMatch(/\n|wrong|postgres:postgres/u);
  });

  it("is named in one line: not a URL", async () => {
    await expect(new PostgresStore({ url: "mysql://localhost" }).open()).rejects.toThrow(/not a PostgreSQL URL/u);
  });
});
