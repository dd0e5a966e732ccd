import { once } from "node:events";
import { connect } from "node:net";
import { expect, it, vi } from "vitest";
import { MemoryStore } from "../src/store/memory/memory-store.js";
import { BASE, codeOf, openStub } from "./sending.js";

const latency = (stub: ReturnType<typeof openStub>, milliseconds: number) =>
  stub.control.post("/_stub/namespaces/{namespace}/faults", {
    path: { namespace: "default" },
    body: { effect: { latency: milliseconds } },
  });

it("closes at once while somebody watches events and waits for messages", async () => {
  const stub = openStub();
  const { url } = await stub.listen();
  const events = await fetch(`${url}/_stub/namespaces/default/events`);
  const waiting = fetch(`${url}/_stub/namespaces/default/messages?wait=60000`);
  const text = events.text();
  await stub.waitForMessage({}, { timeout: 100 }).catch(() => {});
  // Longer than the test may take: only what is ended on purpose lets it pass.
  await stub.close(120_000);
  expect(await text).toContain("retry: 1000");
  expect(await (await waiting).json()).toEqual({ messages: [] });
});

it("ends the streams and the waiting of an address that is closed, and of no other one", async () => {
  const stub = openStub();
  const [one, other] = [await stub.listen(), await stub.listen()];
  const path = "/_stub/namespaces/default";
  const ask = async ({ url }: { readonly url: string }) => {
    const events = await fetch(`${url}${path}/events`);
    return { text: events.text(), waiting: fetch(`${url}${path}/messages?wait=300000`) };
  };
  const [ended, left] = [await ask(one), await ask(other)];
  await stub.waitForMessage({}, { timeout: 100 }).catch(() => {});
  await one.close(120_000);
  expect(await ended.text).toContain("retry: 1000");
  expect(await (await ended.waiting).json()).toEqual({ messages: [] });
  expect(await codeOf(stub, "sendMessage")).toBe("SUCCESS");
  expect((await (await left.waiting).json()).messages).toHaveLength(1);
  await stub.close(120_000);
  expect(await left.text).toContain("retry: 1000");
});

it("answers what is under way, and cuts its planned latency short", async () => {
  const stub = openStub();
  await latency(stub, 600_000);
  const answer = codeOf(stub, "sendMessage");
  await stub.close();
  expect(await answer).toBe("SUCCESS");
});

it("answers nobody once it is closed", async () => {
  const stub = openStub();
  await stub.close();
  await stub.close();
  await expect(stub.fetch(BASE)).rejects.toThrow(TypeError);
});

it("closes at once, however long somebody has asked to wait in the same turn", async () => {
  const stub = openStub();
  const { status } = await stub.fetch(`${BASE}/_stub/health`);
  expect(status).toBe(200);
  const waiting = stub.fetch(`${BASE}/_stub/namespaces/default/messages?wait=300000`);
  const message = stub.waitForMessage({}, { timeout: Number.POSITIVE_INFINITY }).catch((error: unknown) => error);
  await stub.close(120_000);
  expect(await (await waiting).json()).toEqual({ messages: [] });
  expect(await message).toMatchObject({ code: "STORE_LOST", message: "the stub is closed" });
});

it("does not wait for a body that never ends once its sender has given up", async () => {
  const stub = openStub();
  const body = new ReadableStream({ pull: () => new Promise(() => {}) });
  const init = { method: "POST", body, duplex: "half", signal: AbortSignal.timeout(20) } as const;
  await expect(stub.fetch(`${BASE}/v2/messages/sendInbox`, init)).rejects.toMatchObject({ name: "TimeoutError" });
  await stub.close(120_000);
});

it("answers on a socket what has a planned latency", async () => {
  const stub = openStub();
  await latency(stub, 600_000);
  const { url } = await stub.listen();
  const answer = fetch(`${url}/v2/messages/sendInbox`, { method: "POST", body: "{}" });
  await stub.waitForMessage({}, { timeout: 100 }).catch(() => {});
  await stub.close(120_000);
  expect((await answer).status).toBe(200);
});

it("listens no more once it is closed", async () => {
  const stub = openStub();
  await stub.close();
  await expect(stub.listen()).rejects.toMatchObject({ code: "LISTEN_FAILED" });
});

it("does not wait for connections that never said a word", async () => {
  const stub = openStub();
  const { port } = await stub.listen();
  const silent = connect(port, "127.0.0.1").on("error", () => {});
  await once(silent, "connect");
  const ended = once(silent, "close");
  await stub.close(120_000);
  expect(await ended).toEqual([false]);
});

it("closes though somebody keeps asking for messages on one connection", async () => {
  const stub = openStub();
  const { url } = await stub.listen();
  const polling = (async () => {
    for (;;) await (await fetch(`${url}/_stub/namespaces/default/messages?wait=60000`)).text();
  })();
  const refused = polling.catch((error: unknown) => error);
  await stub.waitForMessage({}, { timeout: 100 }).catch(() => {});
  await stub.close(120_000);
  expect(await refused).toBeInstanceOf(TypeError);
});

it("makes no stream of events for a HEAD request", async () => {
  const store = new MemoryStore();
  const stub = openStub({ store });
  const { url } = await stub.listen();
  const watched = vi.spyOn(store, "watch");
  const { status, headers } = await fetch(`${url}/_stub/namespaces/default/events`, { method: "HEAD" });
  expect([status, headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  expect(watched).not.toHaveBeenCalled();
});
