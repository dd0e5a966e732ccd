import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it, vi } from "vitest";
import { controlDocument } from "../src/generated/control-document.js";
import { StubError } from "../src/model/errors.js";
import type { Stub } from "../src/index.js";
import { DEEP, NS, ask, write } from "./asking.js";
import { DEFAULT, SAMPLES, codeOf, openStub, send, withConfig } from "./sending.js";

it.each([
  ["messages?requestid=A", /unknown parameter "requestid"; did you mean requestId\?$/],
  ["journal?wait=5", /unknown parameter "wait"; known are operation, requestId, /],
])("names the parameter that nobody knows of %s", async (path, rule) => {
  const response = await ask(openStub(), `${NS}/${path}`);
  expect(await response.json()).toMatchObject({ error: { field: "query", rule: expect.stringMatching(rule) } });
});

it.each([
  ["/namespaces/default/clock", { advanse: "PT1H" }, /^advanse: is no known property; did you mean advance\?$/],
  ["/namespaces/default/clock", { set: "2030-01-01T00:00:00Z" }, /^set: is no known property; known are advance/],
  ["/namespaces/default/faults", { effects: {} }, /^effects: is no known property; did you mean effect\?$/],
  ["/signature/diagnose", { headers: {} }, /^headers: is no known property; known are .*requestTime/],
])("names what %s takes in place of %j", async (path, body, message) => {
  const response = await ask(openStub(), path, write("POST", body));
  expect(await response.json()).toMatchObject({ error: { message: expect.stringMatching(message) } });
});

it("asks for the path alone of a request that is to be diagnosed", async () => {
  const signed = { clientId: "C", requestTime: "1", signature: "signature=x", body: "{}" };
  const response = await ask(
    openStub(),
    "/signature/diagnose",
    write("POST", { ...signed, uri: "https://a.example/v2/x" }),
  );
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    error: { message: expect.stringMatching(/^uri: must be path and query/) },
  });
});

describe("illegal control input", () => {
  const cases: [name: string, path: string, refusal: string, init?: RequestInit][] = [
    ["limit 0", `${NS}/messages?limit=0`, "400 limit"],
    ["limit 1001", `${NS}/messages?limit=1001`, "400 limit"],
    ["limit of words", `${NS}/messages?limit=many`, "400 limit"],
    ["limit in hex", `${NS}/messages?limit=0x10`, "400 limit"],
    ["wait with an exponent", `${NS}/messages?wait=1e3`, "400 wait"],
    ["misspelt filter", `${NS}/messages?requestid=A`, "400 query"],
    ["filter of another list", `${NS}/journal?channel=SMS`, "400 query"],
    ["cursor", `${NS}/messages?cursor=x`, "400 cursor"],
    ["wait", `${NS}/messages?wait=-1`, "400 wait"],
    ["channel", `${NS}/messages?channel=FAX`, "400 channel"],
    ["operation", `${NS}/journal?operation=send`, "400 operation"],
    ["namespace", "/namespaces/a%20b/messages", "400 namespace"],
    ["unknown call", "/nothing", "404 path"],
    ["malformed JSON", `${NS}/config`, "400 body", write("PUT", "{")],
    ["array", `${NS}/config`, "400 body", write("PUT", [])],
    ["unknown property", `${NS}/config`, "400 user", write("PUT", { user: [] })],
    ["unknown policy", `${NS}/config`, "400 policies.signature", write("PUT", { policies: { signature: "maybe" } })],
    [
      "duration",
      `${NS}/config`,
      "400 policies.idempotencyRetention",
      write("PUT", { policies: { idempotencyRetention: "P" } }),
    ],
    ["twice", `${NS}/config`, "400 apps[1].appId", write("PUT", { apps: [{ appId: "a" }, { appId: "a" }] })],
    [
      "no key",
      `${NS}/config`,
      "400 clients[0].keys[0].publicKey",
      write("PUT", { clients: [{ clientId: "c", keys: [{ keyVersion: "1", publicKey: "x" }] }] }),
    ],
    ["no duration", `${NS}/clock`, "400 advance", write("POST", { advance: "1h" })],
    ["empty duration", `${NS}/clock`, "400 advance", write("POST", { advance: "PT" })],
    ["too far", `${NS}/clock`, "400 advance", write("POST", { advance: "P999999Y" })],
    ["limit with a fraction", `${NS}/messages?limit=1.5`, "400 limit"],
    ["limit without a value", `${NS}/messages?limit=`, "400 limit"],
    ["wait of hours", `${NS}/messages?wait=3600000`, "400 wait"],
    ["a parameter twice", `${NS}/messages?requestId=A&requestId=B`, "400 requestId"],
    ["a parameter twice, one of them a number", `${NS}/journal?limit=1&limit=2`, "400 limit"],
    ["a parameter that objects have", `${NS}/messages?__proto__=1`, "400 query"],
    ["a method that the call has not", `${NS}/clock`, "405 method", write("PUT", {})],
    [
      "a body of bytes",
      `${NS}/clock`,
      "400 body",
      { ...write("POST", {}), body: Buffer.from('{"advance":"\xff"}', "latin1") },
    ],
    ["a byte order mark", `${NS}/clock`, "400 body", write("POST", '\u{FEFF}{"advance":"PT1H"}')],
    ["a property twice", `${NS}/clock`, "400 body", write("POST", '{"advance":"PT1H","advance":"PT2H"}')],
    ["no body", `${NS}/clock`, "400 body", write("POST", "")],
    ["two effects", `${NS}/faults`, "400 effect", write("POST", { effect: { reset: true, garbage: true } })],
    ["__proto__", `${NS}/faults`, "400 __proto__", write("POST", '{"effect":{"reset":true},"__proto__":{}}')],
    ["a huge number", `${NS}/faults`, "400 effect.latency", write("POST", '{"effect":{"latency":1e999}}')],
    ["10,000 levels", `${NS}/config`, "400 body", write("PUT", DEEP)],
    ["10,000 levels of lists", `${NS}/config`, "400 body", write("PUT", `${"[".repeat(1e4)}${"]".repeat(1e4)}`)],
    ["garbage where no body is needed", `${NS}/reset`, "400 body", write("POST", "garbage{")],
    [
      "a day that is none",
      `${NS}/config`,
      "400 users[0].expiresAt",
      write("PUT", {
        users: [{ accessToken: "t", customerId: "U", status: "ACTIVE", expiresAt: "2026-02-30T00:00:00Z" }],
      }),
    ],
    [
      "super app with a query",
      `${NS}/config`,
      "400 superApps.GCASH.url",
      write("PUT", { superApps: { GCASH: { url: "http://127.0.0.1:1/?a=1" } } }),
    ],
    ["no snapshot", `${NS}/snapshots/none/restore`, "404 id", write("POST", {})],
    ["nothing to reload", `${NS}/config/reload`, "400 config", write("POST", {})],
    [
      "text",
      `${NS}/reset`,
      "415 Content-Type",
      { method: "POST", body: "x", headers: { "content-type": "text/plain" } },
    ],
    ["a misspelt policy", `${NS}/config`, "400 policies.signatur", write("PUT", { policies: { signatur: "off" } })],
    ["foreign Origin", `${NS}/reset`, "403 Origin", write("POST", {}, { origin: "https://evil.invalid" })],
    ["opaque Origin", `${NS}/reset`, "403 Origin", write("POST", {}, { origin: "null" })],
    ["large", `${NS}/config`, "413 body", write("PUT", `{"x":"${"x".repeat(1 << 20)}"}`)],
  ];

  it.each(cases)("%s", async (_, path, refusal, init) => {
    const [status, field = ""] = refusal.split(" ");
    const stub = openStub();
    await send(stub, "sendMessage");
    const before = await (await ask(stub, `${NS}/config`)).json();
    const response = await ask(stub, path, init);
    expect(String(response.status)).toBe(status);
    expect(await response.json()).toEqual({
      error: {
        field,
        rule: expect.any(String),
        message: expect.stringMatching(new RegExp(`^${field.replaceAll(/[[\].]/g, "\\$&")}: .`)),
      },
    });
    expect(await (await ask(stub, `${NS}/config`)).json()).toEqual(before);
    expect(await stub.messages()).toHaveLength(1);
  });
});

describe("config", () => {
  const users = [
    { accessToken: "secret-1", customerId: "U1", status: "ACTIVE" as const },
    { accessToken: "secret-2", customerId: "U2", status: "LOCKED" as const },
  ];

  it("masks tokens, and takes a masked one back as unchanged", async () => {
    const stub = withConfig({ users });
    const config = await stub.control.get("/_stub/namespaces/{namespace}/config", DEFAULT);
    expect(JSON.stringify(config)).not.toContain("secret");
    const [first, second] = config.users ?? [];
    if (!first || !second) throw new Error("users are missing");
    const next = [{ ...second, status: "ACTIVE" as const }, first, { ...first, accessToken: "secret-3" }];
    await stub.control.put("/_stub/namespaces/{namespace}/config", { ...DEFAULT, body: { ...config, users: next } });
    for (const accessToken of ["secret-1", "secret-2", "secret-3"]) {
      expect(await codeOf(stub, "sendMessage", { accessToken })).toBe("SUCCESS");
    }
    expect(await codeOf(stub, "sendMessage", { accessToken: first.accessToken })).toBe("ACCESS_DENIED");
  });

  it("refuses a user who is listed twice, once under the mask", async () => {
    const stub = withConfig({ users });
    const config = await stub.control.get("/_stub/namespaces/{namespace}/config", DEFAULT);
    const twice = { accessToken: "secret-1", customerId: "U3", status: "ACTIVE" as const };
    const body = { users: [...(config.users ?? []), twice] };
    const put = stub.control.put("/_stub/namespaces/{namespace}/config", { ...DEFAULT, body });
    await expect(put).rejects.toMatchObject({ status: 400, field: "users[2].accessToken" });
  });

  it("refuses the mask of nobody", async () => {
    const stub = withConfig({ users });
    const body = { users: [{ accessToken: "****000000000000", customerId: "U", status: "ACTIVE" as const }] };
    const put = stub.control.put("/_stub/namespaces/{namespace}/config", { ...DEFAULT, body });
    await expect(put).rejects.toMatchObject({ status: 400, field: "users[0].accessToken" });
  });

  it("replaces the whole, and touches no state", async () => {
    const stub = withConfig({ policies: { idempotencyMismatch: "reject" } });
    const first = await send(stub, "sendMessage", { requestId: "A" });
    const config = await stub.control.put("/_stub/namespaces/{namespace}/config", { ...DEFAULT, body: {} });
    expect(config.policies).toEqual({
      signature: "optional",
      requestTimeTolerance: "off",
      idempotencyMismatch: "replay",
      idempotencyRetention: "P30D",
      extendInfoSpelling: "both",
      superAppLeg: "inbox",
      inactiveApis: [],
      namespaceRetention: "P7D",
    });
    expect(await send(stub, "sendMessage", { requestId: "A", templates: [{}] })).toEqual(first);
  });

  it("is read again by a reload", async () => {
    const stub = openStub({
      reloadConfig: async () => ({
        ...(await completed()),
        users: [{ accessToken: "t", customerId: "U", status: "ACTIVE" }],
      }),
    });
    await stub.control.post("/_stub/namespaces/{namespace}/config/reload", DEFAULT);
    expect(await codeOf(stub, "sendMessage")).toBe("ACCESS_DENIED");
  });
});

it("gives what was reloaded to every namespace that is made afterwards", async () => {
  const stub = openStub({
    config: { policies: { signature: "off" } },
    reloadConfig: async () => ({ ...(await completed()), apps: [{ appId: "reloaded" }] }),
  });
  const appsOf = async (namespace: string) =>
    (await stub.control.get("/_stub/namespaces/{namespace}/config", { path: { namespace } })).apps;
  expect(await appsOf("before")).toEqual([]);
  await stub.control.post("/_stub/namespaces/{namespace}/config/reload", DEFAULT);
  expect(await appsOf("after")).toEqual([{ appId: "reloaded" }]);
  expect(await appsOf("before")).toEqual([]);
});

it("refuses to reload what is illegal, naming it, and changes nothing", async () => {
  const stub = openStub({
    reloadConfig: () => Promise.reject(new StubError("CONFIG_ILLEGAL", "f.yaml:1: nope: is no known property")),
  });
  const reload = stub.control.post("/_stub/namespaces/{namespace}/config/reload", DEFAULT);
  await expect(reload).rejects.toMatchObject({
    status: 400,
    field: "config",
    rule: "f.yaml:1: nope: is no known property",
  });
  expect(await codeOf(stub, "sendMessage")).toBe("SUCCESS");
});

it("has no namespace that no path can name", async () => {
  const stub = openStub();
  await expect(stub.messages({ namespace: "a b" })).rejects.toMatchObject({ field: "namespace" });
  await expect(stub.reset("")).rejects.toMatchObject({ field: "namespace" });
});

it("drops a namespace when it was unused for its retention, and never default", async () => {
  const stub = withConfig({ policies: { namespaceRetention: "PT0.3S" } });
  const named = async () => (await stub.control.get("/_stub/namespaces")).namespaces.map(({ name }) => name);
  await send(stub, "sendMessage", {}, { prefix: "/ns/short" });
  expect(await named()).toEqual(["default", "short"]);
  await vi.waitFor(async () => expect(await named()).toEqual(["default"]), { timeout: 5000, interval: 50 });
});

const completed = async () => (await import("../src/model/config.js")).DEFAULT_CONFIG;

describe("clock, reset and snapshots", () => {
  it("advances add up and a reset ends them", async () => {
    let real = Date.parse("2026-01-01T00:00:00Z");
    const stub = openStub({ now: () => real });
    const advance = (text: string) =>
      stub.control.post("/_stub/namespaces/{namespace}/clock", { ...DEFAULT, body: { advance: text } });
    await advance("PT1H");
    expect(await advance("P1DT0.5S")).toEqual({ now: "2026-01-02T01:00:00.500Z", advanced: "P1DT1H0.5S" });
    real += 1000;
    expect((await stub.control.get("/_stub/namespaces/{namespace}/clock", DEFAULT)).now).toBe(
      "2026-01-02T01:00:01.500Z",
    );
    await stub.reset();
    expect(await stub.control.get("/_stub/namespaces/{namespace}/clock", DEFAULT)).toEqual({
      now: "2026-01-01T00:00:01.000Z",
      advanced: "PT0S",
    });
  });

  it("restore what was", async () => {
    const stub = openStub();
    const first = await send(stub, "sendMessage", { requestId: "A" });
    const { id } = await stub.control.post("/_stub/namespaces/{namespace}/snapshots", DEFAULT);
    await stub.reset();
    expect(await stub.messages()).toEqual([]);
    expect((await send(stub, "sendMessage", { requestId: "A" })).messageId).not.toBe(first.messageId);
    await stub.control.post("/_stub/namespaces/{namespace}/snapshots/{id}/restore", {
      path: { namespace: "default", id },
    });
    expect(await stub.messages()).toMatchObject([{ messageId: first.messageId }]);
    expect(await send(stub, "sendMessage", { requestId: "A" })).toEqual(first);
  });

  it("keep namespaces apart", async () => {
    const stub = openStub();
    await send(stub, "sendMessage", {}, { prefix: "/ns/one" });
    await stub.control.put("/_stub/namespaces/{namespace}/config", {
      path: { namespace: "two" },
      body: { policies: { signature: "required" } },
    });
    expect(await codeOf(stub, "sendMessage", {}, { prefix: "/ns/two" })).toBe("INVALID_SIGNATURE");
    expect(await codeOf(stub, "sendMessage")).toBe("SUCCESS");
    await stub.reset();
    const { namespaces } = await stub.control.get("/_stub/namespaces");
    expect(namespaces.map(({ name, messages }) => [name, messages])).toEqual([
      ["default", 0],
      ["one", 1],
      ["two", 0],
    ]);
  });
});

describe("lists and events", () => {
  it("pages through messages and journal", async () => {
    const stub = openStub();
    for (const requestId of ["A", "B", "C"]) await send(stub, "sendMessage", { requestId });
    const page = (query: object) =>
      stub.control.get("/_stub/namespaces/{namespace}/messages", { ...DEFAULT, query: { limit: 2, ...query } });
    const first = await page({});
    expect(first.messages.map(({ requestId }) => requestId)).toEqual(["A", "B"]);
    const second = await page({ cursor: first.next });
    expect(second.messages.map(({ requestId }) => requestId)).toEqual(["C"]);
    expect(second).not.toHaveProperty("next");
    const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", {
      ...DEFAULT,
      query: { requestId: "B" },
    });
    expect(attempts).toHaveLength(1);
  });

  it("streams events and resumes", async () => {
    const stub = openStub();
    await send(stub, "sendMessage", { requestId: "A" });
    const open = async (last: string, wanted: RegExp): Promise<string> => {
      const response = await ask(stub, `${NS}/events`, { headers: { "last-event-id": last } });
      expect(response.headers.get("content-type")).toContain("text/event-stream");
      let text = "";
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk;
        if (wanted.test(text)) break;
      }
      return text;
    };
    const first = await open("0", /event: attempt/);
    expect(first).toMatch(/id: 1\nevent: attempt\ndata: \{"attempt":\{.*"message":\{/);
    const later = open("1", /event: control/);
    await send(stub, "sendMessage", { requestId: "B" });
    await stub.reset();
    expect(await later).toMatch(/id: 2\nevent: attempt[^]*id: 3\nevent: control\ndata: \{"changed":"reset"/);
    expect(await open("999", /event: /)).toContain("event: resync");
  });
});

describe("what the control API answers", () => {
  it("is what its specification says", async () => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(controlDocument, "control");
    const check = async (stub: Stub, path: string, schema: string, init?: RequestInit) => {
      const response = await ask(stub, path, init);
      const validate = ajv.compile({ $ref: `control#/components/schemas/${schema}` });
      expect({ path, ok: validate(await response.json()), errors: validate.errors }).toMatchObject({ path, ok: true });
    };
    const stub = withConfig({ templates: [{ templateCode: "T", channel: "SMS", contents: { en: { body: "${a}" } } }] });
    await send(stub, "sendMessage", { templateCode: "T" });
    await send(stub, "sendInbox");
    await check(stub, `${NS}/faults`, "PlannedFault", write("POST", { effect: { latency: 1, jitter: 1 } }));
    await send(stub, "sendMessage", { templateCode: "T", accessToken: SAMPLES.sendMessage["requestId"] });
    await check(stub, "/health", "Health");
    await check(stub, "/platform-key", "PlatformKey");
    await check(stub, "/namespaces", "NamespaceList");
    await check(stub, `${NS}/messages`, "MessageList");
    await check(stub, `${NS}/journal`, "AttemptList");
    await check(stub, `${NS}/config`, "Config");
    await check(stub, `${NS}/faults`, "FaultList");
    await check(stub, `${NS}/clock`, "Clock");
    await check(stub, `${NS}/snapshots`, "Snapshot", write("POST", {}));
    await check(stub, `${NS}/reset`, "NamespaceSummary", { method: "POST" });
    expect(await (await ask(stub, "/metrics")).text()).toContain(
      'server_stub_answers_total{operation="sendMessage",result_code="SUCCESS"} 2',
    );
  });
});
