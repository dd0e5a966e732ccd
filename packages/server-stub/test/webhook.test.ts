import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { StoreLostError } from "../src/store/errors.js";
import type { StoreHealth } from "../src/store/store.js";
import { MemoryStore } from "../src/store/memory/memory-store.js";
import { DEFAULT, codeOf, openStub, send } from "./sending.js";

const servers: (() => void)[] = [];

afterEach(() => {
  for (const close of servers.splice(0)) close();
});

/** A super app that answers each call after `delay` ms. */
const superApp = async (delay: number): Promise<{ url: string; calls: string[] }> => {
  const calls: string[] = [];
  const server = createServer((incoming, outgoing) => {
    let text = "";
    incoming.on("data", (chunk) => {
      text += String(chunk);
    });
    incoming.on("end", () => {
      calls.push(text);
      const { messages } = JSON.parse(text);
      const messageSendResults = messages.map(({ messageId }: { messageId: string }) => ({ messageId, success: true }));
      const result = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" };
      setTimeout(() => {
        outgoing.setHeader("content-type", "application/json");
        outgoing.end(JSON.stringify({ result, messageSendResults }));
      }, delay);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  servers.push(() => server.close().closeAllConnections());
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("not listening");
  return { url: `http://127.0.0.1:${address.port}`, calls };
};

const stubWith = (url: string) =>
  openStub({ config: { policies: { superAppLeg: "webhook" }, superApps: { GCASH: { url } } } });

describe("the webhook leg", () => {
  it("answers S and delivers, once per requestId", async () => {
    const { url, calls } = await superApp(0);
    const stub = stubWith(url);
    for (const operation of ["sendMessage", "sendInbox"] as const) {
      const answers = await Promise.all([1, 2, 3].map(() => send(stub, operation, { requestId: "A" })));
      expect(answers.map(({ result }) => result.resultCode)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
      expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1);
    }
    await expect
      .poll(async () => (await stub.messages()).map(({ delivery }) => delivery.status))
      .toEqual(["delivered", "delivered"]);
    expect(calls.join("").split('"messageId"').length - 1).toBe(2);
  });

  it("answers S or ACCEPT while the super app takes its time, and the replay is the same", async () => {
    const { url } = await superApp(2500);
    const stub = stubWith(url);
    expect(await codeOf(stub, "sendMessage")).toBe("SUCCESS");
    const [first, parallel] = await Promise.all([1, 2].map(() => send(stub, "sendInbox", { requestId: "A" })));
    expect(first?.result).toMatchObject({ resultCode: "ACCEPT", resultStatus: "A" });
    expect(parallel).toEqual(first);
    await stub.waitForMessage({ messageId: first?.messageId ?? "" });
    await expect
      .poll(async () => (await stub.messages()).map(({ delivery }) => delivery.status), { timeout: 10_000 })
      .toEqual(["delivered", "delivered"]);
    expect(await send(stub, "sendInbox", { requestId: "A" })).toEqual(first);
    const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT);
    expect(attempts.every(({ result, response }) => response.body.includes(result.resultCode))).toBe(true);
  });

  it("answers ACCEPT while nobody listens", async () => {
    const stub = stubWith("http://127.0.0.1:1");
    const { result, messageId } = await send(stub, "sendInbox");
    expect([result.resultCode, typeof messageId]).toEqual(["ACCEPT", "string"]);
    expect((await stub.messages())[0]?.delivery).toMatchObject({ status: "queued" });
  });
});

describe("a lost store", () => {
  class LosingStore extends MemoryStore {
    isLost = true;

    override attempt: MemoryStore["attempt"] = (query, decide) =>
      this.isLost ? Promise.reject(new StoreLostError()) : super.attempt(query, decide);

    override health(): Promise<StoreHealth> {
      return this.isLost ? Promise.reject(new StoreLostError()) : super.health();
    }
  }

  it("makes the outcome unknown until it is back", async () => {
    const store = new LosingStore();
    const stub = openStub({ store });
    for (const operation of ["sendMessage", "sendInbox"] as const) {
      expect(await send(stub, operation)).toEqual({
        result: {
          resultCode: "UNKNOWN_EXCEPTION",
          resultStatus: "U",
          resultMessage: "An API calling is failed, which is caused by unknown reasons.",
        },
      });
    }
    expect((await stub.fetch("http://stub.local/_stub/health")).status).toBe(503);
    store.isLost = false;
    expect(await codeOf(stub, "sendMessage")).toBe("SUCCESS");
    expect((await stub.fetch("http://stub.local/_stub/health")).status).toBe(200);
  });
});
