import { describe, expect, it } from "vitest";
import { ACCEPT, FAIL, SUCCESS, TRAFFIC, UNKNOWN, answer } from "../test/answers.js";
import { messageRequest } from "../test/requests.js";
import { type Step, scriptedFetch } from "../test/scripted-fetch.js";
import { START, type VirtualRuntime, virtualRuntime } from "../test/virtual-runtime.js";
import { createClientOn } from "./create-client.js";
import type { ClientEvent, ClientOptions, Outcome } from "./index.js";

interface Played {
  readonly outcome: Outcome;
  readonly runtime: VirtualRuntime;
  readonly sent: ReturnType<typeof scriptedFetch>["sent"];
  readonly events: readonly ClientEvent[];
}

const play = async (steps: readonly Step[], options: ClientOptions = {}, random = 0): Promise<Played> => {
  const runtime = virtualRuntime(() => random);
  const { fetch, sent } = scriptedFetch(...steps);
  const events: ClientEvent[] = [];
  const client = createClientOn(runtime, { fetch, onEvent: (event) => events.push(event), ...options });
  const outcome = await runtime.run(client.sendMessage(messageRequest()));
  return { outcome, runtime, sent, events };
};

const stalled = (): Promise<Response> => new Promise(() => {});
const retryAfter = (value: string, body: string, status = 200): Response =>
  new Response(body, { status, headers: { "Retry-After": value } });

describe("how often a request is sent", () => {
  const cases: [string, Step[], Partial<Outcome>][] = [
    ["S", [SUCCESS], { status: "succeeded", attempts: 1, resultCode: "SUCCESS", messageId: "message-1" }],
    ["A", [ACCEPT], { status: "accepted", attempts: 1, resultCode: "ACCEPT" }],
    ["F", [FAIL], { status: "failed", attempts: 1, resultCode: "PROCESS_FAIL" }],
    ["U, then S", [UNKNOWN, SUCCESS], { status: "succeeded", attempts: 2 }],
    ["U for ever", [UNKNOWN], { status: "unknown", reason: "result", attempts: 3, resultCode: "UNKNOWN_EXCEPTION" }],
    ["U, then F", [UNKNOWN, FAIL], { status: "failed", attempts: 2 }],
    ["U, then A", [UNKNOWN, ACCEPT], { status: "accepted", attempts: 2 }],
    ["the traffic limit, then S", [TRAFFIC, TRAFFIC, SUCCESS], { status: "succeeded", attempts: 3 }],
    ["the traffic limit for ever", [TRAFFIC], { status: "failed", attempts: 3 }],
    ["no network", [new TypeError("fetch failed")], { status: "unknown", reason: "network", attempts: 3 }],
    ["HTTP 502, then S", [new Response("<html>", { status: 502 }), SUCCESS], { status: "succeeded", attempts: 2 }],
    [
      "HTTP 500 with an S",
      [new Response(SUCCESS, { status: 500 })],
      { status: "unknown", reason: "http", attempts: 3 },
    ],
    [
      "HTTP 201 with an S",
      [new Response(SUCCESS, { status: 201 })],
      { status: "unknown", reason: "http", attempts: 3 },
    ],
    ["HTML with 200", ["<html>"], { status: "unknown", reason: "protocol", attempts: 3 }],
    ["an empty answer", [""], { status: "unknown", reason: "protocol", attempts: 3 }],
    ["a code that nobody knows", [answer("F", "NEW")], { status: "failed", resultCode: "NEW", attempts: 1 }],
    ["stalled answers", [stalled], { status: "unknown", reason: "timeout", attempts: 3 }],
  ];

  it.each(cases)("%s", async (_, steps, expected) => {
    const { outcome, sent } = await play(steps);
    expect(outcome).toMatchObject({ requestId: "trade-1", ...expected });
    expect(sent).toHaveLength(outcome.attempts);
  });

  it("keeps an unknown outcome unknown when the traffic limit is all that follows", async () => {
    const { outcome } = await play([new Error("reset"), TRAFFIC]);
    expect(outcome).toMatchObject({ status: "unknown", reason: "network", attempts: 3 });
    expect(outcome.resultCode).toBe("REQUEST_TRAFFIC_EXCEED_LIMIT");
  });

  it("obeys maxRetries", async () => {
    expect((await play([UNKNOWN], { maxRetries: 0 })).sent).toHaveLength(1);
    expect((await play([UNKNOWN], { maxRetries: 9 })).sent).toHaveLength(10);
  });

  it("sends the same bytes again at a later Request-Time", async () => {
    const { sent } = await play([UNKNOWN]);
    expect(new Set(sent.map(({ body }) => body))).toEqual(new Set([JSON.stringify(messageRequest())]));
    expect(sent.map(({ headers }) => headers.get("Request-Time"))).toEqual([
      "2026-01-31T08:30:00.000Z",
      "2026-01-31T08:30:00.001Z",
      "2026-01-31T08:30:00.002Z",
    ]);
  });
});

describe("time", () => {
  it("backs off between attempts", async () => {
    const { runtime, events } = await play([UNKNOWN], { maxRetries: 3 }, 0.5);
    expect(events.flatMap((event) => (event.type === "retry" ? [event.delayMs] : []))).toEqual([100, 200, 400]);
    expect(runtime.passed()).toBe(700);
  });

  it("gives each attempt its timeout", async () => {
    const { outcome, runtime } = await play([stalled], { timeout: 1000 });
    expect(outcome).toMatchObject({ reason: "timeout", attempts: 3 });
    expect(runtime.passed()).toBe(3000);
  });

  it("ends at the deadline, in the middle of an attempt", async () => {
    const { outcome, runtime } = await play([stalled], { timeout: 1000, deadline: 1500 });
    expect(outcome).toMatchObject({ status: "unknown", reason: "timeout", attempts: 2 });
    expect(runtime.passed()).toBe(1500);
  });

  it("does not begin a pause that the deadline would cut, and keeps the last reason", async () => {
    const { outcome, runtime } = await play([new Response("", { status: 503 })], { deadline: 250, maxRetries: 9 }, 0.9);
    expect(outcome).toMatchObject({ status: "unknown", reason: "http", attempts: 2 });
    expect(runtime.passed()).toBeLessThan(250);
  });

  it("holds the deadline although the wall clock is set back", async () => {
    const runtime = virtualRuntime();
    const { fetch } = scriptedFetch(() => {
      runtime.shiftWall(-86_400_000);
      return stalled();
    });
    const client = createClientOn(runtime, { fetch, timeout: 1000, deadline: 1500 });
    expect(await runtime.run(client.sendMessage(messageRequest()))).toMatchObject({ reason: "timeout", attempts: 2 });
    expect(runtime.passed()).toBe(1500);
  });

  it.each([
    ["in seconds", "2"],
    ["as a date", new Date(START + 2000).toUTCString()],
  ])("waits as long as Retry-After says %s", async (_, value) => {
    const { outcome, runtime } = await play([retryAfter(value, "", 503), SUCCESS]);
    expect(outcome).toMatchObject({ status: "succeeded", attempts: 2 });
    expect(runtime.passed()).toBe(2000);
  });

  it("honours Retry-After beside the traffic limit", async () => {
    const { outcome, runtime } = await play([retryAfter("1", TRAFFIC), SUCCESS]);
    expect(outcome).toMatchObject({ status: "succeeded", attempts: 2 });
    expect(runtime.passed()).toBe(1000);
  });

  it("does not wait for a Retry-After beyond the deadline", async () => {
    const { outcome, runtime } = await play([retryAfter("31", TRAFFIC)]);
    expect(outcome).toMatchObject({ status: "failed", attempts: 1 });
    expect(runtime.passed()).toBe(0);
  });

  it("leaves no timer behind", async () => {
    expect((await play([UNKNOWN, SUCCESS])).runtime.pending()).toBe(0);
    expect((await play([stalled], { deadline: 5 })).runtime.pending()).toBe(0);
  });
});

const failToListen = (): never => {
  throw new Error("full disk");
};

describe("events", () => {
  it("tell the story of a call", async () => {
    const reset = Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNRESET" } });
    const { events } = await play([reset, SUCCESS], {}, 0.5);
    const base = { operation: "sendMessage", requestId: "trade-1" };
    expect(events).toEqual([
      { type: "attempt", ...base, attempt: 1, requestTime: "2026-01-31T08:30:00.000Z" },
      {
        type: "verdict",
        ...base,
        attempt: 1,
        status: "unknown",
        reason: "network",
        detail: "ECONNRESET",
        durationMs: 0,
      },
      { type: "retry", ...base, attempt: 1, delayMs: 100 },
      { type: "attempt", ...base, attempt: 2, requestTime: "2026-01-31T08:30:00.100Z" },
      {
        type: "verdict",
        ...base,
        attempt: 2,
        status: "succeeded",
        resultCode: "SUCCESS",
        httpStatus: 200,
        durationMs: 0,
      },
      { type: "outcome", ...base, attempt: 2, status: "succeeded", resultCode: "SUCCESS", durationMs: 100 },
    ]);
  });

  it("decide nothing, even when their listener throws", async () => {
    expect((await play([UNKNOWN, SUCCESS], { onEvent: failToListen })).outcome).toMatchObject({
      status: "succeeded",
      attempts: 2,
    });
  });
});
