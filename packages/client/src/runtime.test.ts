import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SUCCESS } from "../test/answers.js";
import { messageRequest } from "../test/requests.js";
import { createClient } from "./index.js";
import { systemRuntime } from "./runtime.js";

afterEach(() => {
  vi.useRealTimers();
});

describe("fake timers", () => {
  it("do not stop a call, its pauses, or its timeout", async () => {
    vi.useFakeTimers({
      now: 0,
      toFake: ["setTimeout", "clearTimeout", "setImmediate", "queueMicrotask", "Date", "performance"],
    });
    const times: (string | undefined)[] = [];
    let calls = 0;
    const client = createClient({
      timeout: 20,
      fetch: (_, { headers }) => {
        times.push(headers["Request-Time"]);
        calls += 1;
        return calls === 1 ? new Promise(() => {}) : Promise.resolve({ text: async () => SUCCESS });
      },
    });
    expect(await client.sendMessage(messageRequest())).toMatchObject({ status: "succeeded", attempts: 2 });
    expect(times).toEqual(["1970-01-01T00:00:00.001Z", "1970-01-01T00:00:00.002Z"]);
  });

  it("do not stop the clock that deadlines go by", async () => {
    vi.useFakeTimers();
    const before = systemRuntime.elapsed();
    await setTimeout(2);
    expect(systemRuntime.elapsed()).toBeGreaterThan(before);
  });
});
