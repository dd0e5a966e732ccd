import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mock } from "node:test";
import { type SendMessageRequest, createClient } from "@miniprogram-messages/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStub } from "../src/index.js";

const SAMPLE: Omit<SendMessageRequest, "requestId"> = {
  appId: "P000000000000001xxxx",
  accessToken: "2019112719074101000700000077771xxxx",
  customerBelongsTo: "GCASH",
  authClientId: "202016726873874774774xxxx",
  templateCode: "TP_5800000001xxxx",
  templates: [{ templateParameters: { customContent: "test content" }, language: "en-US" }],
};

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fake-timers-"));
});

afterEach(async () => {
  vi.useRealTimers();
  mock.timers.reset();
  await rm(folder, { recursive: true, force: true });
});

/** A stub's life as a test sees it: sent in process and over a socket, waited for, closed. */
const live = async (store: string): Promise<readonly unknown[]> => {
  const stub = createStub({ store });
  const request: SendMessageRequest = { ...SAMPLE, requestId: "fake-timers-1" };
  const inProcess = await createClient({ fetch: stub.fetch }).sendMessage(request);
  const { url } = await stub.listen({ port: 0 });
  const overSocket = await createClient({ baseUrl: url, timeout: 60_000 }).sendMessage(request);
  const message = await stub.waitForMessage({ requestId: request.requestId });
  await stub.close();
  return [inProcess.status, overSocket.status, inProcess.messageId === message.messageId];
};

describe.each(["memory", "sqlite"])("a stub on %s", (kind) => {
  const storeIn = (): string => (kind === "memory" ? kind : `sqlite:${join(folder, "stub.db")}`);

  it.each<[string, () => void]>([
    ["vitest", () => vi.useFakeTimers()],
    [
      // Microtasks alone are left: Node's own Response does not work without them.
      "vitest, at another time, with all that it can fake beside microtasks",
      () =>
        vi.useFakeTimers({
          now: 0,
          toFake: ["setTimeout", "clearTimeout", "setInterval", "setImmediate", "Date", "performance"],
        }),
    ],
    ["node:test", () => mock.timers.enable({ apis: ["setTimeout", "setInterval", "setImmediate", "Date"] })],
  ])("takes, delivers and closes under the fake timers of %s", async (_, fake) => {
    fake();
    expect(await live(storeIn())).toEqual(["succeeded", "succeeded", true]);
  });
});
