import { EventEmitter, once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, DEFAULT_POLICIES, type Config } from "../model/config.js";
import { messageRecord, useBench } from "../store/conformance/world.js";
import { MemoryStore } from "../store/memory/memory-store.js";
import type { StoreEvent } from "../store/store.js";
import { startDelivery, type DeliveryWorker } from "./delivery.js";
import { platformSendPath } from "./webhook.js";

interface Sent {
  readonly url: string;
  readonly messages: readonly { readonly messageId: string; readonly messageContent: string }[];
}

const success = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" };
const config: Config = {
  ...DEFAULT_CONFIG,
  policies: { ...DEFAULT_POLICIES, superAppLeg: "webhook" },
  superApps: { GCASH: { url: "http://gcash.test/base/" }, TNG: { url: "http://tng.test" } },
};

const answer = (row: object) => () =>
  Response.json({ result: success, messageSendResults: [{ messageId: "M-r1", ...row }] });
const accept = () => Response.json({ result: success });
const refuse = () => Response.json({ result: { resultStatus: "F", resultCode: "PARAM_ILLEGAL" } });
/** A call that ends when it is told to, as a real one does. */
const hang = (init: RequestInit | undefined) =>
  new Promise<Response>((_resolve, reject) => {
    init?.signal?.addEventListener("abort", () => reject(new DOMException("ended", init.signal?.reason?.name)));
  });

describe("delivery by webhook", () => {
  const bench = useBench(async () => new MemoryStore());
  const sent: Sent[] = [];
  let answers: (() => Response | Promise<Response>)[] = [];
  let worker: DeliveryWorker | undefined;

  const start = (options: Partial<Parameters<typeof startDelivery>[0]> = {}): DeliveryWorker => {
    worker = startDelivery({
      store: bench.store,
      now: Date.now,
      random: () => 0,
      retry: { first: 5, cap: 20, mostAttempts: 4 },
      fetch: async (url, init) => {
        const { messages }: Pick<Sent, "messages"> = JSON.parse(typeof init?.body === "string" ? init.body : "");
        sent.push({ url: typeof url === "string" ? url : "", messages });
        return (answers.shift() ?? accept)();
      },
      ...options,
    });
    return worker;
  };
  const queue = (requestId: string, change = {}) =>
    bench.take(requestId, {
      message: messageRecord(requestId, { delivery: { status: "queued" }, ...change }),
      dueAt: Date.now(),
    });
  const deliveryOf = async (messageId: string) =>
    (await bench.store.messages("default", { messageId }, { limit: 1 })).rows[0]?.delivery;
  /** Waits until no message is queued any more. */
  const finished = async (messageId: string) => {
    while ((await deliveryOf(messageId))?.status === "queued") {
      await new Promise((resolve) => {
        setTimeout(resolve, 2);
      });
    }
    return deliveryOf(messageId);
  };

  beforeEach(async () => {
    sent.length = 0;
    answers = [];
    await bench.store.change("default", 0, () => ({ next: { config }, event: "config", value: undefined }));
  });
  afterEach(() => worker?.close());

  it("sends the message as the platform does", async () => {
    start();
    await queue("r1", { extendInfo: "x" });
    expect(await finished("M-r1")).toMatchObject({ status: "delivered", attempts: 1 });
    expect(sent).toEqual([
      {
        url: "http://gcash.test/base/v2/platform/message/send",
        messages: [
          {
            messageId: "M-r1",
            customerId: "U1",
            messageChannel: "SMS",
            templateCode: "T1",
            messageContent: '{"content":"héllo 🛵 r1"}',
            extendInfo: "x",
          },
        ],
      },
    ]);
  });

  it("tries again with the same messageId and tells why", async () => {
    answers = [
      () => new Response("", { status: 500 }),
      () => new Response("<html>"),
      () => Promise.reject(new TypeError("fetch failed")),
    ];
    const start0 = (await bench.store.events("default", undefined, 1)).last;
    start();
    await queue("r1");
    expect(await finished("M-r1")).toMatchObject({ status: "delivered", attempts: 4 });
    expect(sent.map(({ messages }) => messages[0]?.messageId)).toEqual(["M-r1", "M-r1", "M-r1", "M-r1"]);
    const { events } = await bench.store.events("default", start0, 10);
    expect(events.filter((event: StoreEvent) => event.type === "delivery").length).toBe(4);
  });

  it("respects retry: false", async () => {
    answers = [answer({ success: false, retry: true }), answer({ success: false, retry: false })];
    start();
    await queue("r1");
    expect(await finished("M-r1")).toMatchObject({
      status: "failed",
      attempts: 2,
      reason: expect.stringContaining("retry: false"),
    });
    expect(sent).toHaveLength(2);
  });

  it("gives up at the end of its patience", async () => {
    answers = Array.from({ length: 9 }, () => () => new Response("", { status: 503 }));
    start();
    await queue("r1");
    expect(await finished("M-r1")).toMatchObject({
      status: "failed",
      attempts: 4,
      reason: "given up: the super app answered HTTP 503",
    });
  });

  it("says which setting is missing", async () => {
    start();
    await queue("r1", { customerBelongsTo: "DANA" });
    expect(await finished("M-r1")).toMatchObject({ status: "failed", reason: "superApps.DANA.url is not configured" });
    expect(sent).toEqual([]);
  });

  it("carries at most twenty messages in a call", async () => {
    for (let index = 0; index < 45; index += 1) await queue(`r${index}`);
    start();
    for (let index = 0; index < 45; index += 1) await finished(`M-r${index}`);
    expect(Math.max(...sent.map(({ messages }) => messages.length))).toBe(20);
    expect(new Set(sent.flatMap(({ messages }) => messages.map(({ messageId }) => messageId))).size).toBe(45);
  });

  it("gives up a super app that does not answer in time, not the message", async () => {
    let calls = 0;
    start({
      timeout: 20,
      fetch: (_, init) => {
        calls += 1;
        if (calls > 1) return Promise.resolve(accept());
        return hang(init);
      },
    });
    await queue("r1");
    expect(await finished("M-r1")).toMatchObject({ status: "delivered", attempts: 2 });
  });

  it("keeps nobody waiting for another super app that hangs", async () => {
    start({
      fetch: (url, init) => (url === `http://tng.test${platformSendPath}` ? Promise.resolve(accept()) : hang(init)),
    });
    for (let index = 0; index < 500; index += 1) await queue(`r${index}`);
    await queue("r-tng", { customerBelongsTo: "TNG" });
    expect(await finished("M-r-tng")).toMatchObject({ status: "delivered" });
  });

  it("fails a message that is too long for the leg, and none of its company", async () => {
    await queue("r1");
    await queue("r2", { content: { content: "x".repeat(4083) } });
    await queue("r3", { templateCode: "T".repeat(65), content: { content: "🛵".repeat(4082) } });
    start();
    expect(await finished("M-r2")).toMatchObject({
      status: "failed",
      attempts: 0,
      reason: expect.stringMatching(/^messageContent: must have at most 4096 characters/),
    });
    expect(await finished("M-r3")).toMatchObject({ status: "delivered" });
    const messages = sent.flatMap((call) => call.messages);
    expect(messages.map(({ messageId }) => messageId)).toEqual(["M-r1", "M-r3"]);
    expect(messages[1]).not.toHaveProperty("templateCode");
  });

  it("sends the messages of a refused call again one by one", async () => {
    for (const id of ["r1", "r2", "r3"]) await queue(id);
    start({
      fetch: async (_, init) => {
        const { messages }: Pick<Sent, "messages"> = JSON.parse(typeof init?.body === "string" ? init.body : "");
        sent.push({ url: "", messages });
        return messages.some(({ messageId }) => messageId === "M-r2") ? refuse() : accept();
      },
    });
    expect(await finished("M-r1")).toMatchObject({ status: "delivered" });
    expect(await finished("M-r2")).toMatchObject({ status: "failed", reason: "the super app answered PARAM_ILLEGAL" });
    expect(await finished("M-r3")).toMatchObject({ status: "delivered" });
    expect(sent.map(({ messages }) => messages.length)).toEqual([3, 1, 1, 1]);
  });

  it("keeps what was under way when it closes", async () => {
    const begun = new EventEmitter();
    const beginning = once(begun, "call");
    const current = start({
      fetch: (_, init) => {
        begun.emit("call");
        return hang(init);
      },
    });
    await queue("r1");
    await beginning;
    await current.close();
    expect(await deliveryOf("M-r1")).toMatchObject({
      status: "queued",
      reason: "the stub was stopped during the call",
    });
    expect(await bench.store.nextDue()).toBeLessThanOrEqual(Date.now());
  });
});
