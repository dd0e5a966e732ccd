import { expect, it } from "vitest";
import { createStub, type StubOptions } from "../src/index.js";
import { codeOf, openStub, send } from "./sending.js";

const illegal: [StubOptions, string][] = [
  [
    { config: { policies: { idempotencyRetention: "P1X" } } },
    "policies.idempotencyRetention: must be an ISO 8601 duration",
  ],
  [{ config: { apps: [{ appId: "a" }, { appId: "a" }] } }, "apps[1].appId: is listed before"],
  [{ config: { templates: [{ templateCode: "t", channel: "PUSH", contents: {} }] } }, "at least one language"],
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a caller in JavaScript
  [{ config: "a.yaml" } as StubOptions, "config: must be an object"],
  [{ store: "redis://x" }, "store: is none of the known kinds"],
  [{ store: "sqlite:" }, "store: the file is missing"],
  ...["/ns", "/ns/a", "/a/ns/b", "/_stub", "/docs", "/docs/a", "/assets"].map((prefix): [StubOptions, string] => [
    { prefix },
    "prefix: must be none of the stub's own paths",
  ]),
  [{ prefix: "/a b" }, "prefix: must have visible ASCII characters alone"],
  [{ prefix: "api" }, "prefix: must start with a slash"],
  [{ allowHosts: [".example"] }, "allowHosts: must be names as a Host header has them"],
  [{ allowHosts: ["fd00::1"] }, "or [fd00::1]"],
];

it.each(illegal)("refuses %j in the call, and leaves nothing behind", async (options, text) => {
  expect(() => createStub(options)).toThrow(text);
  // What was queued before the error would fail in a turn of its own.
  await new Promise((resolve) => setImmediate(resolve));
});

it.each([
  ["allowhost", "allowHosts"],
  ["Store", "store"],
  ["cofnig", "config"],
])("refuses %s, which would be ignored, and names %s", (name, meant) => {
  expect(() => createStub({ [name]: undefined })).not.toThrow();
  expect(() => createStub({ [name]: "x" })).toThrow(`${name}: no such option; did you mean ${meant}?`);
  expect(() => createStub(Object.assign({ environment: "test" }))).not.toThrow();
});

it("refuses a misspelt option of listen()", async () => {
  const listening = openStub().listen(Object.assign({ Port: 1 }));
  await expect(listening).rejects.toThrow("Port: no such option; did you mean port?");
});

it.each(["/docs2", "/api/docs", "/nsx", "/a/_stub"])("takes the prefix %s", async (prefix) => {
  expect(await codeOf(openStub({ prefix }), "sendMessage", {}, { prefix })).toBe("SUCCESS");
});

it("takes a prefix with a slash at its end", async () => {
  const stub = openStub({ prefix: "/api/open/" });
  expect(await codeOf(stub, "sendMessage", {}, { prefix: "/api/open" })).toBe("SUCCESS");
  expect(await codeOf(stub, "sendMessage")).toBe("INVALID_API");
});

it("lists every message, and names some of many when none matches", async () => {
  const stub = openStub();
  for (let count = 0; count < 1001; count += 1) await send(stub, "sendMessage");
  expect(await stub.messages()).toHaveLength(1001);
  const error = await stub.waitForMessage({ requestId: "none" }, { timeout: 0 }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "WAIT_OVER", message: expect.stringContaining("the last 10 of 1001") });
  expect(error).toHaveProperty("messages.length", 1001);
});

it("refuses a key that is none at the first use", async () => {
  const stub = createStub({ config: { clients: [{ clientId: "c", keys: [{ keyVersion: "1", publicKey: "none" }] }] } });
  const refusal = { code: "CONFIG_ILLEGAL", message: expect.stringContaining("clients[0].keys[0].publicKey") };
  await expect(stub.fetch("http://stub.local/_stub/health")).rejects.toMatchObject(refusal);
  await expect(stub.listen()).rejects.toMatchObject(refusal);
  await expect(stub.open()).rejects.toMatchObject(refusal);
  await stub.close();
});

it("rejects as a connection that breaks: a body of more than 16 MiB, and one that fails", async () => {
  const stub = openStub();
  const url = "http://stub.local/v2/messages/sendInbox";
  const failing = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
  const post = (body: BodyInit) => stub.fetch(url, { method: "POST", body, duplex: "half" } as RequestInit);
  await expect(post(new Uint8Array((16 << 20) + 1))).rejects.toThrow(TypeError);
  await expect(post(failing)).rejects.toThrow(TypeError);
  const metrics = await (await stub.fetch("http://stub.local/_stub/metrics")).text();
  expect(metrics).toMatch(/^server_stub_store_errors_total 0$/m);
});

it("keeps the stubs of one process apart: their paths, their answers and their control", async () => {
  const [one, other] = [openStub({ prefix: "/one" }), openStub({ prefix: "/other" })];
  expect(await codeOf(one, "sendMessage", {}, { prefix: "/one" })).toBe("SUCCESS");
  expect(await codeOf(other, "sendMessage", {}, { prefix: "/one" })).toBe("INVALID_API");
  const path = "/_stub/namespaces/{namespace}/messages";
  const counts = [one, other].map(async ({ control }) =>
    control.get(path, { path: { namespace: "default" } }).then(({ messages }) => messages.length),
  );
  expect(await Promise.all(counts)).toEqual([1, 0]);
  const { servers } = await (await other.fetch("http://stub.local/openapi.json")).json();
  expect(servers[0].url).toBe("http://stub.local/other");
});
