import { describe, expect, it } from "vitest";
import { controlDocument } from "../src/generated/control-document.js";
import { DEEP, NS, ask, write } from "./asking.js";
import { call } from "./calling.js";
import { CALLS } from "./control-calls.js";
import { openStub, send } from "./sending.js";

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
  it.each(['{"keepConfig":true}', "[]", '"x"', "null", "5", DEEP])("takes no %.20s", async (body) => {
    const stub = openStub();
    await send(stub, "sendMessage");
    const response = await ask(stub, path, write(method, body));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { field: "body", rule: expect.stringMatching(/this call takes none$/) },
    });
    expect(await stub.messages()).toHaveLength(1);
  });

  it.each(["", "{}"])("takes nothing as %j", async (body) => {
    const response = await ask(openStub(), path, write(method, body));
    if (response.ok) return;
    expect(await response.json()).toMatchObject({ error: { field: expect.stringMatching(/^(?:config|id)$/) } });
  });
});

it("takes no filter in the body of a GET", async () => {
  const { url } = await openStub().listen();
  const body = '{"requestId":"A"}';
  const headers = { "content-length": String(body.length), "content-type": "application/json" };
  const seen = await call(`${url}/_stub${NS}/messages`, headers, "GET", body);
  expect(seen).toMatchObject({ status: 400, body: expect.stringContaining("stands in the query") });
});
