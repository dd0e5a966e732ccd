import { expect, it } from "vitest";
import { openStub } from "./sending.js";

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
