import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { BASE, DEFAULT, bodyOf, openStub, send, withConfig } from "./sending.js";
import { PATHS } from "../src/gateway/target.js";

const servers: (() => void)[] = [];

afterEach(() => {
  for (const close of servers.splice(0)) close();
});

/** A super app that gives these answers, the last one for ever. */
const superApp = async (answers: readonly object[]): Promise<string> => {
  let calls = 0;
  const server = createServer((incoming, outgoing) => {
    let text = "";
    incoming.on("data", (chunk) => {
      text += String(chunk);
    });
    incoming.on("end", () => {
      const [{ messageId }] = JSON.parse(text).messages;
      const answer = answers[Math.min(calls, answers.length - 1)];
      calls += 1;
      const result = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" };
      outgoing.end(JSON.stringify({ result, messageSendResults: [{ messageId, ...answer }] }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  servers.push(() => server.close().closeAllConnections());
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("not listening");
  return `http://127.0.0.1:${address.port}`;
};

const stubWith = (url: string) =>
  openStub({ config: { policies: { superAppLeg: "webhook" }, superApps: { GCASH: { url } } } });

type Stub = ReturnType<typeof openStub>;

const journal = async (stub: Stub, query: object = {}) =>
  (await stub.control.get("/_stub/namespaces/{namespace}/journal", { ...DEFAULT, query })).attempts;

const deliveriesOf = async (stub: Stub, messageId: string) =>
  (
    await stub.control.get("/_stub/namespaces/{namespace}/messages/{messageId}/deliveries", {
      path: { namespace: "default", messageId },
    })
  ).deliveries;

describe("the outcome", () => {
  it("of what the super app refuses for good is undelivered, with the reason", async () => {
    const stub = stubWith(await superApp([{ success: false, retry: false }]));
    const { messageId = "" } = await send(stub, "sendMessage");
    await expect.poll(async () => (await journal(stub))[0]?.outcome.status).toBe("undelivered");
    const [attempt] = await journal(stub, { outcome: "undelivered" });
    expect(attempt?.outcome.reason).toMatch(/^GCash .*retry: false/);
    expect(await deliveriesOf(stub, messageId)).toMatchObject([
      { status: "failed", httpStatus: 200, answer: expect.stringContaining("messageSendResults") },
    ]);
  });

  it("of what is taken late is delivered, with every call", async () => {
    const stub = stubWith(await superApp([{ success: false, retry: true }, { success: true }]));
    const { messageId = "" } = await send(stub, "sendMessage");
    await expect.poll(async () => (await journal(stub))[0]?.outcome.status).toBe("delivered");
    const calls = await deliveriesOf(stub, messageId);
    expect(calls).toMatchObject([
      { status: "retry", reason: expect.stringContaining("retry: true"), nextRetryAt: expect.any(String) },
      { status: "delivered" },
    ]);
    expect((await stub.messages())[0]?.delivery).not.toHaveProperty("calls");
  });

  it("is what a filter finds, in pages", async () => {
    const stub = withConfig({ users: [{ accessToken: "known", customerId: "U1", status: "LOCKED" }] });
    for (let count = 0; count < 3; count += 1) {
      await send(stub, "sendInbox", { accessToken: "stub-ACCEPT" });
      await send(stub, "sendMessage", { accessToken: count === 0 ? "nobody" : "known" });
    }
    const read = (query: object) => stub.control.get("/_stub/namespaces/{namespace}/journal", { ...DEFAULT, query });
    const first = await read({ outcome: "rejected", limit: 2 });
    expect(first.attempts.map(({ outcome }) => outcome.state)).toEqual(["token-unknown", "user-locked"]);
    const second = await read({ outcome: "rejected", limit: 2, cursor: first.next });
    expect(second).toMatchObject({ attempts: [{ recipient: { customerId: "U1", customerBelongsTo: "GCASH" } }] });
    expect(first.attempts[0]).not.toHaveProperty("recipient");
    await expect(read({ outcome: "lost" })).rejects.toThrow("outcome");
  });

  it("comes with each event, of a replay too", async () => {
    const stub = openStub();
    await send(stub, "sendMessage", { requestId: "A" });
    await send(stub, "sendMessage", { requestId: "A" });
    const response = await stub.fetch(`${BASE}/_stub/namespaces/default/events`, { headers: { "last-event-id": "0" } });
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.split("event: attempt").length === 3) break;
    }
    const outcomes = [...text.matchAll(/^data: (.*attempt.*)$/gm)].map(
      ([, data = ""]) => JSON.parse(data).attempt.outcome,
    );
    expect(outcomes.map(({ reason }) => reason)).toEqual(["the user has it", "sent before: the user has it"]);
  });

  it("is 404 for the deliveries of a message that is not kept", async () => {
    await expect(deliveriesOf(openStub(), "M0")).rejects.toMatchObject({ status: 404, field: "messageId" });
  });
});

it("shows the SHA-256 of the bytes that came", async () => {
  const stub = openStub();
  const body = `  ${JSON.stringify(bodyOf("sendMessage", { accessToken: "é🛵" }))}\n`;
  for (const text of [body, "\u00ff nonsense"]) {
    await stub.fetch(BASE + PATHS.sendMessage, { method: "POST", body: text });
    const sha = createHash("sha256").update(text).digest("hex");
    expect((await journal(stub)).at(-1)?.request.bodySha256).toBe(sha);
  }
});

it("marks the fallback of a language, elements that nobody sees, and the first link", async () => {
  const stub = withConfig({
    templates: [{ templateCode: "T", channel: "INBOX", contents: { "en-US": { body: "Hello ${who}" } } }],
  });
  const templateParameters = { firstLinkName: "Details", firstLinkUrl: "http://a.test/b" };
  const templates = ["fr-FR", "th-TH"].map((language) => ({ language, templateParameters }));
  await send(stub, "sendMessage", { templateCode: "T", templates });
  const shown = { language: "en-US", wanted: "fr-FR", missing: ["who"] };
  expect(await stub.messages()).toMatchObject([
    {
      language: "en-US",
      rendering: shown,
      unusedElements: 1,
      firstLink: { name: "Details", target: { path: "http://a.test/b" } },
    },
  ]);
  expect((await journal(stub))[0]?.rendering).toMatchObject([shown, { wanted: "th-TH", unused: true }]);
});

describe("the ETag of a configuration", () => {
  const url = `${BASE}/_stub/namespaces/default/config`;
  const put = (stub: Stub, body: object, ifMatch?: string) =>
    stub.fetch(url, {
      method: "PUT",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...(ifMatch !== undefined && { "if-match": ifMatch }) },
    });

  it("keeps two from undoing each other's changes", async () => {
    const stub = openStub();
    const tag = (await stub.fetch(url)).headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[\w-]+"$/);
    const changed = await put(stub, { apps: [{ appId: "A1" }] }, tag);
    expect([changed.status, changed.headers.get("etag") === tag]).toEqual([200, false]);
    const late = await put(stub, { apps: [{ appId: "A2" }] }, tag);
    expect([late.status, (await late.json()).error.field]).toEqual([412, "If-Match"]);
    const now = await stub.fetch(url);
    expect([now.headers.get("etag"), (await now.json()).apps]).toEqual([
      changed.headers.get("etag"),
      [{ appId: "A1" }],
    ]);
  });

  it.each(["*", undefined, '"other", *', "list"])("holds for %s", async (ifMatch) => {
    const stub = openStub();
    const tag = (await stub.fetch(url)).headers.get("etag") ?? "";
    const response = await put(stub, {}, ifMatch === "list" ? `"other" , ${tag}` : ifMatch);
    expect(response.status).toBe(ifMatch === '"other", *' ? 412 : 200);
  });

  it.each([
    ["weakened by a proxy", (tag: string) => `W/${tag}`, 200],
    ["marked by one that compresses", (tag: string) => tag.replace(/"$/u, '-gzip"'), 200],
    ["marked by another one", (tag: string) => `W/${tag.replace(/"$/u, '--br"')}`, 200],
    ["weakened, in a list", (tag: string) => `W/"other",\tW/${tag}`, 200],
    ["weakened, of another configuration", () => `W/"other"`, 412],
    ["without quotes", (tag: string) => tag.replaceAll('"', ""), 412],
  ])("is compared as an opaque one where it comes back %s", async (_, change, status) => {
    const stub = openStub();
    const tag = (await stub.fetch(url)).headers.get("etag") ?? "";
    expect((await put(stub, {}, change(tag))).status).toBe(status);
  });

  it("stays when anything but the configuration changes", async () => {
    const stub = openStub();
    const tag = (await stub.fetch(url)).headers.get("etag");
    await send(stub, "sendMessage");
    await stub.control.post("/_stub/namespaces/{namespace}/clock", { ...DEFAULT, body: { advance: "PT1H" } });
    expect((await stub.fetch(url)).headers.get("etag")).toBe(tag);
  });
});
