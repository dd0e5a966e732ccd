import { expect, it } from "vitest";
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
