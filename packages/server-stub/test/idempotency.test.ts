import { describe, expect, it } from "vitest";
import { DEFAULT, SAMPLES, codeOf, openStub, send, withConfig } from "./sending.js";

const plan = (stub: ReturnType<typeof openStub>, body: object) =>
  stub.control.post("/_stub/namespaces/{namespace}/faults", { ...DEFAULT, body: { effect: {}, ...body } });

describe("one requestId", () => {
  it.each(["sendMessage", "sendInbox"] as const)("sends once, however often and in parallel: %s", async (operation) => {
    const stub = openStub();
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(stub, operation, { requestId: "A" })));
    expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await stub.messages()).toHaveLength(1);
    const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT);
    expect(attempts.filter(({ replay }) => replay)).toHaveLength(49);
  });

  it("is unique within namespace, operation and client, by case", async () => {
    const stub = openStub();
    const ids = [
      await send(stub, "sendMessage", { requestId: "a" }),
      await send(stub, "sendMessage", { requestId: "A" }),
      await send(stub, "sendInbox", { requestId: "a" }),
      await send(stub, "sendMessage", { requestId: "a", authClientId: "another" }),
      await send(stub, "sendMessage", { requestId: "a" }, { headers: { "client-id": "C1" } }),
      await send(stub, "sendMessage", { requestId: "a" }, { prefix: "/ns/x" }),
    ].map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is the Client-Id's before it is the authClientId's", async () => {
    const stub = openStub();
    const as = (authClientId: string) =>
      send(stub, "sendMessage", { requestId: "a", authClientId }, { headers: { "client-id": "C1" } });
    expect((await as("X")).messageId).toBe((await as("Y")).messageId);
  });

  it("collides for the three samples of message/send, and replays", async () => {
    const stub = openStub();
    const first = await send(stub, "sendMessage", SAMPLES.sendMessage);
    const second = await send(stub, "sendMessage", { ...SAMPLES.sendMessage, templates: [{}] });
    expect(second).toEqual(first);
    expect(await stub.messages()).toHaveLength(1);
  });

  it("is refused with other content when the policy says so, but not with another token", async () => {
    const stub = withConfig({ policies: { idempotencyMismatch: "reject" } });
    const first = await send(stub, "sendMessage", { requestId: "A" });
    expect(await codeOf(stub, "sendMessage", { requestId: "A", templates: [{}] })).toBe("REPEAT_REQ_INCONSISTENT");
    expect(await send(stub, "sendMessage", { requestId: "A", accessToken: "fresh", unknown: 1 })).toEqual(first);
  });

  it("is forgotten after the retention, not before", async () => {
    const stub = withConfig({ policies: { idempotencyRetention: "PT1H" } });
    const advance = (text: string) =>
      stub.control.post("/_stub/namespaces/{namespace}/clock", { ...DEFAULT, body: { advance: text } });
    const first = await send(stub, "sendMessage", { requestId: "A" });
    await advance("PT59M");
    expect(await send(stub, "sendMessage", { requestId: "A" })).toEqual(first);
    await advance("PT1M");
    expect((await send(stub, "sendMessage", { requestId: "A" })).messageId).not.toBe(first.messageId);
  });
});

describe("what is stored", () => {
  it("by message/send: S alone", async () => {
    const stub = openStub();
    await plan(stub, { times: 1, effect: { result: "PROCESS_FAIL" } });
    await plan(stub, { times: 1, effect: { result: "UNKNOWN_EXCEPTION" } });
    const codes: string[] = [];
    for (let tries = 0; tries < 4; tries += 1) codes.push(await codeOf(stub, "sendMessage", { requestId: "A" }));
    expect(codes).toEqual(["PROCESS_FAIL", "UNKNOWN_EXCEPTION", "SUCCESS", "SUCCESS"]);
  });

  it.each([
    ["SUCCESS", "SUCCESS"],
    ["ACCEPT", "ACCEPT"],
    ["UNKNOWN_EXCEPTION", "SUCCESS"],
    ["REQUEST_TRAFFIC_EXCEED_LIMIT", "SUCCESS"],
  ])("by sendInbox of a planned %s", async (result, again) => {
    const stub = openStub();
    await plan(stub, { times: 1, effect: { result } });
    const first = await send(stub, "sendInbox", { requestId: "A" });
    const second = await send(stub, "sendInbox", { requestId: "A" });
    expect([first.result.resultCode, second.result.resultCode]).toEqual([result, again]);
    expect(second.messageId === first.messageId).toBe(result === again);
  });

  it.each(["PROCESS_FAIL", "PARAM_ILLEGAL"])("by sendInbox of a planned %s, word by word", async (result) => {
    const stub = openStub();
    await plan(stub, { times: 1, effect: { result } });
    const first = await send(stub, "sendInbox", { requestId: "A" });
    expect(first.result.resultCode).toBe(result);
    expect(await send(stub, "sendInbox", { requestId: "A" })).toEqual(first);
  });

  it("by sendInbox: from the user's status onward", async () => {
    const token = String(SAMPLES.sendInbox["accessToken"]);
    const user = { accessToken: token, customerId: "U1", status: "LOCKED" as const };
    const stub = withConfig({ users: [user] });
    const configure = (users: (typeof user)[] | { accessToken: string; customerId: string; status: "ACTIVE" }[]) =>
      stub.control.put("/_stub/namespaces/{namespace}/config", { ...DEFAULT, body: { users } });
    expect(await codeOf(stub, "sendInbox", { requestId: "user" })).toBe("USER_STATUS_ERROR");
    await configure([{ accessToken: "another", customerId: "U2", status: "ACTIVE" }]);
    expect(await codeOf(stub, "sendInbox", { requestId: "token" })).toBe("INVALID_ACCESS_TOKEN");
    await configure([]);
    expect(await codeOf(stub, "sendInbox", { requestId: "user" })).toBe("USER_STATUS_ERROR");
    expect(await codeOf(stub, "sendInbox", { requestId: "token" })).toBe("SUCCESS");
  });

  it("a replay consumes no times of a planned result", async () => {
    const stub = openStub();
    await send(stub, "sendMessage", { requestId: "A" });
    await plan(stub, { times: 1, effect: { result: "PROCESS_FAIL" } });
    expect(await codeOf(stub, "sendMessage", { requestId: "A" })).toBe("SUCCESS");
    expect(await codeOf(stub, "sendMessage", { requestId: "B" })).toBe("PROCESS_FAIL");
    expect(await codeOf(stub, "sendMessage", { requestId: "B" })).toBe("SUCCESS");
  });
});
