import { describe, expect, it, vi } from "vitest";
import { createStub } from "../src/index.js";
import type { StubOptions } from "../src/stub/options.js";
import { post } from "./calling.js";
import { bodyOf, openStub, send } from "./sending.js";

const silent = { info: () => {}, debug: () => {}, warn: () => {} };

// What JavaScript would let pass.
const returning = (name: "newMessageId" | "now", value: unknown): StubOptions => Object.assign({ [name]: () => value });

describe("what newMessageId returns", () => {
  it.each([
    undefined,
    null,
    5,
    "",
    "x".repeat(65),
    "a@b",
    "a#b",
    "a?b",
    'a"b',
    "a'b",
    "a\\b",
    "a\nb",
    {},
    Promise.resolve("x"),
  ])("is refused as %j", async (id) => {
    const error = vi.fn<(fields: object, text: string) => void>();
    const stub = openStub({ ...returning("newMessageId", id), logger: { ...silent, error } });
    const refused = {
      code: "OPTION_ILLEGAL",
      message: expect.stringMatching(/^newMessageId: must return a string of /),
    };
    await expect(send(stub, "sendMessage")).rejects.toMatchObject(refused);
    expect(await stub.messages()).toEqual([]);
    expect(error.mock.calls).toEqual([[expect.anything(), "an option is illegal"]]);
  });

  it.each(["x".repeat(64), "ORDER 1/ä:2", "\u{1F600}"])("is taken as %j", async (id) => {
    const stub = openStub(returning("newMessageId", id));
    expect(await send(stub, "sendMessage")).toMatchObject({ messageId: id });
  });

  it("is refused over a socket with U, and named in the log", async () => {
    const error = vi.fn<(fields: object, text: string) => void>();
    const stub = openStub({ ...returning("newMessageId", 5), logger: { ...silent, error } });
    const { url } = await stub.listen();
    expect((await post(url, "localhost")).body).toContain("UNKNOWN_EXCEPTION");
    expect(error.mock.calls).toEqual([[{ error: expect.stringContaining("it returned 5") }, "an option is illegal"]]);
  });
});

it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, -1, "5", new Date()])(
  "refuses %s for the time",
  async (time) => {
    const refused = {
      code: "OPTION_ILLEGAL",
      message: expect.stringMatching(/^now: must return milliseconds since 1970/),
    };
    await expect(send(openStub(returning("now", time)), "sendMessage")).rejects.toMatchObject(refused);
  },
);

const thrown = new Error("out of ids");

const failing = () => {
  throw thrown;
};

describe.each(["now", "newMessageId"] as const)("a %s that throws", (name) => {
  const make = () => {
    const error = vi.fn<(fields: object, text: string) => void>();
    return { error, stub: openStub({ [name]: failing, logger: { ...silent, error } }) };
  };

  it("rejects in process, with what it threw as the cause", async () => {
    const { stub } = make();
    const refused = {
      code: "OPTION_ILLEGAL",
      message: expect.stringMatching(new RegExp(`^${name}: must return .*; it threw$`)),
      cause: thrown,
    };
    await expect(send(stub, "sendMessage")).rejects.toMatchObject(refused);
  });

  it("is answered over a socket with U, and named in the log", async () => {
    const { stub, error } = make();
    const { url } = await stub.listen();
    expect((await post(url, "localhost")).body).toContain("UNKNOWN_EXCEPTION");
    const line = { error: expect.stringContaining(`StubError: ${name}: must return`), cause: "out of ids" };
    expect(error.mock.calls).toEqual([[line, "an option is illegal"]]);
  });
});

const openTurning = () => {
  let wrong = false;
  const stub = openStub({ now: () => (wrong ? Number.NaN : Date.now()) });
  return { stub, turn: (to: boolean) => void (wrong = to) };
};

describe("a now that is wrong for a while", () => {
  it("fails the calls of that while alone, and has nothing taken", async () => {
    const { stub, turn } = openTurning();
    await send(stub, "sendMessage");
    turn(true);
    const refused = { code: "OPTION_ILLEGAL" };
    const path = { path: { namespace: "default" } };
    await expect(send(stub, "sendMessage")).rejects.toMatchObject(refused);
    await expect(stub.control.get("/_stub/namespaces/{namespace}/clock", path)).rejects.toMatchObject(refused);
    await expect(stub.messages()).rejects.toMatchObject(refused);
    turn(false);
    expect(await stub.messages()).toHaveLength(1);
    await stub.control.get("/_stub/namespaces/{namespace}/clock", path);
    expect(await send(stub, "sendMessage")).toMatchObject({ result: { resultCode: "SUCCESS" } });
  });

  it("is named over a socket by the control API as well", async () => {
    const { stub, turn } = openTurning();
    const { url } = await stub.listen();
    turn(true);
    const response = await fetch(`${url}/_stub/namespaces/default/clock`);
    expect([response.status, await response.json()]).toMatchObject([503, { error: { field: "now" } }]);
  });
});

it.each([...Array.from({ length: 12 }).keys()])(
  "takes nothing when the time is wrong at call %i of it",
  async (nth) => {
    let calls = Number.NEGATIVE_INFINITY;
    const stub = openStub({ now: () => (calls++ === nth ? Number.NaN : Date.now()) });
    await stub.messages();
    calls = 0;
    const answer = await send(stub, "sendMessage").catch((error: unknown) => error);
    const isTaken = !(answer instanceof Error);
    calls = Number.NEGATIVE_INFINITY;
    expect(await stub.messages()).toHaveLength(isTaken ? 1 : 0);
  },
);

describe("reset()", () => {
  it.each([5, null, {}, ["a"]])("refuses %j, which is no name", async (namespace) => {
    const stub = openStub();
    await send(stub, "sendMessage");
    const reset = Reflect.apply(stub.reset, undefined, [namespace]);
    await expect(reset).rejects.toMatchObject({
      code: "OPTION_ILLEGAL",
      message: expect.stringMatching(/^reset takes /),
    });
    expect(await stub.messages()).toHaveLength(1);
  });
});

describe("close()", () => {
  it("may be called again, at once and later", async () => {
    const stub = createStub();
    await expect(Promise.all([stub.close(), stub.close()])).resolves.toEqual([undefined, undefined]);
    await expect(stub.close()).resolves.toBeUndefined();
  });

  it("takes what a hook of a test is called with for no time", async () => {
    await expect(Reflect.apply(createStub().close, undefined, [{ task: {} }])).resolves.toBeUndefined();
  });

  it.each([-1, Number.NaN])("refuses %s for a time", async (grace) => {
    await expect(openStub().close(grace)).rejects.toMatchObject({ code: "OPTION_ILLEGAL" });
  });

  it("leaves a stub that says so, whatever it is asked", async () => {
    const stub = createStub();
    await stub.close();
    const closed = { message: expect.stringContaining("the stub is closed") };
    await expect(stub.messages()).rejects.toMatchObject(closed);
    await expect(stub.waitForMessage()).rejects.toMatchObject(closed);
    await expect(stub.reset()).rejects.toMatchObject(closed);
    await expect(stub.open()).rejects.toMatchObject(closed);
    await expect(stub.listen()).rejects.toMatchObject(closed);
    await expect(send(stub, "sendMessage")).rejects.toMatchObject(closed);
    await expect(stub.control.get("/_stub/health")).rejects.toMatchObject(closed);
  });
});

it("listens at two addresses at once, each of which closes on its own", async () => {
  const stub = openStub();
  const [one, two] = [await stub.listen(), await stub.listen()];
  await expect(stub.listen({ port: one.port })).rejects.toMatchObject({ code: "LISTEN_FAILED" });
  await one.close();
  await one.close();
  expect((await post(two.url, "localhost")).body).toContain("SUCCESS");
  expect(await stub.messages()).toHaveLength(1);
});

it.each([0, 0.5])("waits %s ms for a message", async (timeout) => {
  const waiting = openStub().waitForMessage({ requestId: String(bodyOf("sendMessage")["requestId"]) }, { timeout });
  await expect(waiting).rejects.toMatchObject({ code: "WAIT_OVER" });
});

it("keeps every message of a messageId that was returned twice", async () => {
  const stub = openStub({ newMessageId: () => "SAME" });
  await Promise.all([send(stub, "sendMessage", { requestId: "A" }), send(stub, "sendMessage", { requestId: "B" })]);
  const found = await stub.messages({ messageId: "SAME" });
  expect(found.map(({ requestId }) => requestId)).toEqual(["A", "B"]);
});
