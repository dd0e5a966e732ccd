import { describe, expect, it } from "vitest";
import { START, virtualRuntime } from "../test/virtual-runtime.js";
import { type UnknownReason, type Verdict, unknown } from "./outcome.js";
import { isRetryable, retryDelay } from "./retry.js";

const reasons = {
  result: true,
  network: true,
  timeout: true,
  http: true,
  protocol: true,
  unverified: true,
  aborted: false,
} satisfies Record<UnknownReason, boolean>;

describe("what is tried again", () => {
  it.each(Object.entries(reasons))("unknown, %s: %s", (reason, expected) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keys of the table above
    expect(isRetryable(unknown(reason as UnknownReason))).toBe(expected);
  });

  const answered: [Verdict["status"], string, boolean][] = [
    ["failed", "REQUEST_TRAFFIC_EXCEED_LIMIT", true],
    ["failed", "PROCESS_FAIL", false],
    ["failed", "SOMETHING_NEW", false],
    ["accepted", "ACCEPT", false],
    ["accepted", "REQUEST_TRAFFIC_EXCEED_LIMIT", false],
    ["succeeded", "SUCCESS", false],
  ];
  it.each(answered)("%s, %s: %s", (status, resultCode, expected) => {
    expect(isRetryable({ status, resultCode })).toBe(expected);
  });
});

const delays = (random: number) =>
  [0, 1, 2, 3, 4, 5, 6].map((n) =>
    retryDelay(
      n,
      undefined,
      virtualRuntime(() => random),
    ),
  );

describe("how long to wait", () => {
  it("doubles from 200 ms up to 5 s, with full jitter", () => {
    expect(delays(1)).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
    expect(delays(0.5)).toEqual([100, 200, 400, 800, 1600, 2500, 2500]);
    expect(delays(0)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it.each([
    ["3", 3000],
    [" 2 ", 2000],
    ["0", 100],
    [new Date(START + 4000).toUTCString(), 4000],
    [new Date(START - 4000).toUTCString(), 100],
    ["soon", 100],
    ["-5", 100],
    ["", 100],
  ])("Retry-After %j asks for %d ms", (header, expected) => {
    const headers = new Headers({ "Retry-After": header });
    expect(
      retryDelay(
        0,
        headers,
        virtualRuntime(() => 0.5),
      ),
    ).toBe(expected);
  });
});
