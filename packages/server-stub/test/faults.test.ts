import { describe, expect, it } from "vitest";
import { PATHS } from "../src/gateway/target.js";
import type { Fault } from "../src/index.js";
import { BASE, DEFAULT, bodyOf, codeOf, openStub, send } from "./sending.js";

type Stub = ReturnType<typeof openStub>;

const plan = (stub: Stub, body: Fault) =>
  stub.control.post("/_stub/namespaces/{namespace}/faults", { ...DEFAULT, body });

const post = (stub: Stub, url: string | undefined, requestId: string): Promise<Response> => {
  const call = url === undefined ? stub.fetch : fetch;
  return call(`${url ?? BASE}${PATHS.sendMessage}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(bodyOf("sendMessage", { requestId })),
  });
};

const places = [
  { place: "in process", listens: false },
  { place: "on a socket", listens: true },
];

describe.each(places)("transport faults $place", ({ listens }) => {
  const open = async () => {
    const stub = openStub();
    return { stub, url: listens ? (await stub.listen()).url : undefined };
  };

  it("lose the answer after processing", async () => {
    const { stub, url } = await open();
    await plan(stub, { times: 1, effect: { lostResponse: true } });
    await expect(post(stub, url, "A")).rejects.toThrow(TypeError);
    expect(await stub.messages()).toHaveLength(1);
    const { messageId } = await (await post(stub, url, "A")).json();
    expect(await stub.messages()).toMatchObject([{ messageId }]);
    const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT);
    expect(attempts.map(({ response }) => response.lost)).toEqual([true, undefined]);
  });

  it("reset the connection before processing", async () => {
    const { stub, url } = await open();
    await plan(stub, { times: 1, effect: { reset: true } });
    await expect(post(stub, url, "A")).rejects.toThrow(TypeError);
    expect(await stub.messages()).toEqual([]);
    expect((await post(stub, url, "A")).status).toBe(200);
  });

  it("answer as a proxy does, before processing", async () => {
    const { stub, url } = await open();
    await plan(stub, { times: 1, effect: { http: { status: 503, retryAfter: 2 } } });
    const response = await post(stub, url, "A");
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(await response.text()).not.toContain("result");
    expect(await stub.messages()).toEqual([]);
    expect((await post(stub, url, "A")).status).toBe(200);
    const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT);
    expect(attempts).toMatchObject([
      { response: { status: 503 }, outcome: { status: "unknown", state: "answered-by-proxy" } },
      { outcome: { status: "delivered" } },
    ]);
  });

  it("cut the body", async () => {
    const { stub, url } = await open();
    await plan(stub, { times: 1, effect: { cutBody: true } });
    const response = await post(stub, url, "A");
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(TypeError);
    expect(await stub.messages()).toHaveLength(1);
  });

  it("answer garbage", async () => {
    const { stub, url } = await open();
    await plan(stub, { times: 1, effect: { garbage: true } });
    const text = await (await post(stub, url, "A")).text();
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(await stub.messages()).toHaveLength(1);
  });

  it("wait before processing", async () => {
    const { stub, url } = await open();
    await plan(stub, { effect: { latency: 200, jitter: 50 } });
    const answer = post(stub, url, "A");
    expect(await Promise.race([answer, stub.waitForMessage({}, { timeout: 50 }).catch(() => "waiting")])).toBe(
      "waiting",
    );
    expect((await answer).status).toBe(200);
  });
});

const run = async (seed: number) => {
  const stub = openStub();
  await plan(stub, { probability: 0.5, seed, effect: { result: "PROCESS_FAIL" } });
  const codes: string[] = [];
  for (let tries = 0; tries < 60; tries += 1) codes.push(await codeOf(stub, "sendMessage"));
  return codes.map((code) => (code === "SUCCESS" ? "." : "x")).join("");
};

describe("planned faults", () => {
  it("apply to the operation and requestIds that they name", async () => {
    const stub = openStub();
    await plan(stub, { operation: "sendInbox", effect: { result: "PROCESS_FAIL" } });
    await plan(stub, { requestId: "a.*-[x]*", effect: { result: "UNKNOWN_EXCEPTION" } });
    await plan(stub, { requestId: "exact", effect: { result: "ACCESS_DENIED" } });
    const code = (requestId: string) => codeOf(stub, "sendMessage", { requestId });
    expect(await code("b")).toBe("SUCCESS");
    expect(await code("a.1-[x]")).toBe("UNKNOWN_EXCEPTION");
    expect(await code("a.1-[x]2")).toBe("UNKNOWN_EXCEPTION");
    expect(await code("ab1-[x]")).toBe("SUCCESS");
    expect(await code("exact")).toBe("ACCESS_DENIED");
    expect(await code("exactly")).toBe("SUCCESS");
    expect(await codeOf(stub, "sendInbox")).toBe("PROCESS_FAIL");
    expect(await codeOf(stub, "sendInbox", {}, { prefix: "/ns/other" })).toBe("SUCCESS");
  });

  it("happen n times", async () => {
    const stub = openStub();
    await plan(stub, { times: 2, effect: { result: "PROCESS_FAIL" } });
    const codes = [
      await codeOf(stub, "sendMessage"),
      await codeOf(stub, "sendMessage"),
      await codeOf(stub, "sendMessage"),
    ];
    expect(codes).toEqual(["PROCESS_FAIL", "PROCESS_FAIL", "SUCCESS"]);
  });

  it("happen by chance, the same for the same seed", async () => {
    const first = await run(7);
    expect(await run(7)).toBe(first);
    expect(await run(8)).not.toBe(first);
    const hits = first.split("x").length - 1;
    expect(hits).toBeGreaterThan(15);
    expect(hits).toBeLessThan(45);
  });

  it.each([
    [{ effect: {} }, "effect: must be exactly one of"],
    [{ effect: { reset: true, garbage: true } }, "effect: must be exactly one of"],
    [{ effect: { jitter: 5 } }, "effect: must be exactly one of"],
    [{ effect: { reset: true, jitter: 5 } }, "effect.jitter: goes with latency alone"],
    [{ effect: { result: "NOTHING" } }, "effect.result: must be a result code"],
    [{ operation: "sendMessage", effect: { result: "ACCEPT" } }, "effect.result: must be a result code of sendMessage"],
    [{ effect: { reset: false } }, "effect.reset: must be true"],
    [{ effect: { oops: true } }, "effect.oops: is no known property"],
    [{ times: 0, effect: { reset: true } }, "times: must be at least 1"],
    [{ probability: 1.5, effect: { reset: true } }, "probability: must be at most 1"],
    [{}, "effect: is required"],
  ])("are refused when illegal: %o", async (body, message) => {
    const stub = openStub();
    const response = await stub.fetch(`${BASE}/_stub/namespaces/default/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    const { error } = await response.json();
    expect(error.message).toContain(message);
    expect((await stub.control.get("/_stub/namespaces/{namespace}/faults", DEFAULT)).faults).toEqual([]);
  });

  it("go one by one or all", async () => {
    const stub = openStub();
    const { id } = await plan(stub, { effect: { result: "PROCESS_FAIL" } });
    await plan(stub, { effect: { result: "ACCESS_DENIED" } });
    const remove = (query: { id?: string }) =>
      stub.control.delete("/_stub/namespaces/{namespace}/faults", { ...DEFAULT, query });
    expect((await remove({ id })).faults).toHaveLength(1);
    await expect(remove({ id })).rejects.toMatchObject({ status: 404, field: "id" });
    expect((await send(stub, "sendMessage")).result.resultCode).toBe("ACCESS_DENIED");
    expect((await remove({})).faults).toEqual([]);
    expect((await send(stub, "sendMessage")).result.resultCode).toBe("SUCCESS");
  });
});
