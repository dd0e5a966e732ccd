import { describe, expect, it } from "vitest";
import { controlDocument } from "../src/generated/control-document.js";
import { DEEP, NS, ask, write } from "./asking.js";
import { call, raw } from "./calling.js";
import { CALLS } from "./control-calls.js";
import { openStub, send } from "./sending.js";

const JSON_TYPE = "application/json";
const FORM = "application/x-www-form-urlencoded";

const templateOf = (path: string): string =>
  path
    .replace("default", "{namespace}")
    .replace("messages/x", "messages/{messageId}")
    .replace("snapshots/x", "snapshots/{id}");

it("knows every call of the specification", () => {
  const paths: Record<string, object> = JSON.parse(JSON.stringify(controlDocument["paths"]));
  const specified = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const shown = CALLS.map(([method, path]) => `${method} /_stub${path}`);
  expect([...shown.map(templateOf), "GET /_stub/health"].toSorted()).toEqual(specified.toSorted());
});

it.each(CALLS)("refuses an unknown parameter of %s %s", async (method, path, hasQuery = false) => {
  const stub = openStub();
  await send(stub, "sendMessage");
  const init = method === "GET" ? {} : write(method, method === "PUT" ? { apps: [{ appId: "a" }] } : "");
  const response = await ask(stub, `${path}?idd=1`, init);
  const rule = hasQuery ? /"idd"; (did you mean|known are) / : /"idd"; this call takes none$/;
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { field: "query", rule: expect.stringMatching(rule) } });
  expect(await stub.messages()).toHaveLength(1);
});

it("lets a probe ask for health in its own way", async () => {
  expect((await ask(openStub(), "/health?at=1")).status).toBe(200);
});

const BODILESS = CALLS.filter(([method, , , hasBody]) => method !== "GET" && !hasBody);

describe.each(BODILESS)("%s %s", (method, path) => {
  it.each(['{"keepConfig":true}', "[1]", '"x"', "false", "5", DEEP])("takes no %.20s", async (body) => {
    const stub = openStub();
    await send(stub, "sendMessage");
    const response = await ask(stub, path, write(method, body));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { field: "body", rule: expect.stringMatching(/this call takes none$/) },
    });
    expect(await stub.messages()).toHaveLength(1);
  });

  it.each([
    ["", JSON_TYPE],
    ["{}", JSON_TYPE],
    ["[]", JSON_TYPE],
    ["null", JSON_TYPE],
    ["", FORM],
    ["", "text/plain"],
    [" \r\n\t", FORM],
    ["\n", JSON_TYPE],
  ])("takes nothing as %j of %s", async (body, type) => {
    const response = await ask(openStub(), path, write(method, body, { "content-type": type }));
    if (response.ok) return;
    expect(await response.json()).toMatchObject({ error: { field: expect.stringMatching(/^(?:config|id)$/) } });
  });

  it.each(["x=1", "{}", "null"])("does not take the form %j", async (body) => {
    const response = await ask(openStub(), path, write(method, body, { "content-type": FORM }));
    expect(response.status).toBe(415);
  });
});

it.each(CALLS.filter(([, , , hasBody]) => hasBody))("%s %s wants a body, of JSON", async (method, path) => {
  const stub = openStub();
  const errorOf = async (body: string, headers: Record<string, string>) =>
    (await (await ask(stub, path, write(method, body, headers))).json()).error.message;
  expect(await errorOf("", { "content-type": FORM })).toBe("body: is required");
  expect(await errorOf("{}", { "content-type": FORM })).toBe("Content-Type: must be application/json");
  expect(await errorOf("null", {})).toMatch(/must be an object$/);
  expect(await errorOf("\u001F\u008B", { "content-encoding": "gzip" })).toMatch(/^Content-Encoding: is not supported/);
});

const REQUEST = `/_stub${NS}/reset HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`;

it.each([
  ["no length and no type", ""],
  ["a length of 0 and the type of a form", `Content-Type: ${FORM}\r\nContent-Length: 0\r\n`],
  ["no chunk", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"],
  ["no chunk, and a type", "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"],
])("takes nothing on the wire as %s", async (_, headers, body = "") => {
  const { port } = await openStub().listen();
  expect(await raw(port, `POST ${REQUEST}${headers}\r\n${body}`)).toMatch(/^HTTP\/1\.1 200 /);
  expect(await raw(port, `GET ${REQUEST.replace("reset", "clock")}${headers}\r\n${body}`)).toMatch(/^HTTP\/1\.1 200 /);
});

it.each([
  ["a length", "Content-Length: 2\r\n\r\n{}"],
  ["chunks", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"],
])("wants a type of what comes with %s", async (_, rest) => {
  const { port } = await openStub().listen();
  expect(await raw(port, `POST ${REQUEST}${rest}`)).toMatch(/^HTTP\/1\.1 415 [^]*"Content-Type"/);
  expect(await raw(port, `GET ${REQUEST.replace("reset", "clock")}${rest}`)).toMatch(/^HTTP\/1\.1 400 [^]*"body"/);
});

it.each(CALLS)("lets %s %s have what keeps caches from answering, where it reads", async (method, path) => {
  const init = method === "GET" ? {} : write(method, "");
  const response = await ask(openStub(), `${path.replace("/events", "/clock")}?_=1795800000000&_=1`, init);
  const isRefused = (await response.text()).includes('"_\\"');
  expect([isRefused, response.status === 400]).toEqual(method === "GET" ? [false, false] : [true, true]);
});

it("says where a token in the query belongs", async () => {
  const response = await ask(openStub(), `${NS}/clock?token=secret-of-somebody`);
  const text = await response.text();
  expect(response.status).toBe(400);
  expect(text).toContain("works at / alone; send the token as Authorization: Bearer");
  expect(text).not.toContain("secret");
});

it("takes no filter in the body of a GET", async () => {
  const { url } = await openStub().listen();
  const body = '{"requestId":"A"}';
  const headers = { "content-length": String(body.length), "content-type": "application/json" };
  const seen = await call(`${url}/_stub${NS}/messages`, headers, "GET", body);
  expect(seen).toMatchObject({ status: 400, body: expect.stringContaining("stands in the query") });
});

/** As many as a body has room for: each would be an issue. */
const LONG = (entry: string): string => Array(400_000).fill(entry).join(",");

it.each([
  [`{"users":[${LONG("1")}]}`, "users[0]: must be an object"],
  [`{"clients":[{"clientId":"c","keys":[${LONG("1")}]}]}`, "clients[0].keys[0]: must be an object"],
  [`{"policies":{"inactiveApis":[${LONG("1")}]}}`, "policies.inactiveApis[0]: must be one of sendMessage, sendInbox"],
  ['{"users":[{"a":1}],"limits":5}', "limits: must be an object"],
  ['{"users":[{"a":1,"b":1},{"c":1}]}', /^users\[0\]\.a: is no known property/],
])("refuses a configuration by one rule, however many it breaks: %.40s", async (body, message) => {
  const response = await ask(openStub(), `${NS}/config`, write("PUT", body));
  expect(response.status).toBe(400);
  expect((await response.json()).error.message).toMatch(message);
});
