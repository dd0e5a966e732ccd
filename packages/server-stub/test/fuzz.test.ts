import { byLane } from "@miniprogram-messages/lane";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isResultCode } from "../src/model/results.js";
import { PATHS } from "../src/gateway/target.js";
import { BASE, type Envelope, SAMPLES, openStub } from "./sending.js";

/** Each test run has a new seed. */
const RUNS = byLane("fuzzed requests", { quick: 3_000, full: 100_000 });

const key = fc.oneof(
  fc.constantFrom(
    ...Object.keys({ ...SAMPLES.sendMessage, extendInfo: 0, language: 0, __proto: 0 }),
    "__proto__",
    "constructor",
  ),
  fc.string(),
);

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.constantFrom("stub-ACCEPT", "stub-PROCESS_FAIL", "\u0000", "\uD800", "🛵".repeat(130)),
);

/** A documented body with some of its properties replaced, removed or added. */
const nearBody = fc
  .tuple(
    fc.constantFrom("sendMessage" as const, "sendInbox" as const),
    fc.array(fc.tuple(key, value), { maxLength: 3 }),
  )
  .map(([operation, changes]) => JSON.stringify({ ...SAMPLES[operation], ...Object.fromEntries(changes) }));

/** Its bytes, with some of them changed. */
const brokenBody = fc
  .tuple(nearBody, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }))
  .map(([text, changes]) => {
    const bytes = new TextEncoder().encode(text);
    for (const [place, byte] of changes) bytes[place % bytes.length] = byte;
    return bytes;
  });

const body = fc.oneof(nearBody, brokenBody, fc.uint8Array({ maxLength: 200 }), fc.json());

const path = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Object.values(PATHS)) },
  { weight: 1, arbitrary: fc.webPath().map((text) => `/v2/${text}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("/ns/x", "/ns/x y", "/ns/%00", "/ns//").map((text) => text + PATHS.sendInbox),
  },
);

const headerValue = fc.string({ maxLength: 60 }).map((text) => text.replaceAll(/[^\u0020-\u007e]/g, "").trim());

const headers = fc.record(
  {
    "content-type": fc.constantFrom(
      "application/json",
      "application/json; charset=UTF-8",
      "text/plain",
      "",
      "application/;;",
    ),
    signature: fc.oneof(
      headerValue,
      headerValue.map((text) => `algorithm=RSA256, keyVersion=1, signature=${text}`),
    ),
    "client-id": headerValue,
    "request-time": headerValue,
  },
  { requiredKeys: [] },
);

const method = fc.oneof(
  { weight: 9, arbitrary: fc.constant("POST") },
  { weight: 1, arbitrary: fc.constantFrom("GET", "PUT", "DELETE", "OPTIONS") },
);

const operationAt = (text: string) =>
  text.endsWith(PATHS.sendInbox) ? ("sendInbox" as const) : ("sendMessage" as const);

describe("any request at all", () => {
  it(`gets the envelope with a listed code (${RUNS} requests)`, async () => {
    const stub = openStub({
      config: {
        clients: [
          { clientId: "c", keys: [] },
          { clientId: String(SAMPLES.sendMessage["authClientId"]), keys: [] },
        ],
      },
    });
    const answers = async (
      where: string,
      init: { method: string; headers: Record<string, string>; body?: BodyInit },
    ) => {
      const response = await stub.fetch(BASE + where, init);
      const envelope: Envelope = await response.json();
      expect(response.status).toBe(200);
      const { resultCode, resultStatus, resultMessage } = envelope.result;
      expect(isResultCode(operationAt(where), resultCode)).toBe(true);
      expect(resultCode === "UNKNOWN_EXCEPTION").toBe(resultStatus === "U");
      expect(Array.from(resultMessage).length).toBeLessThanOrEqual(256);
      expect(envelope.messageId !== undefined).toBe(resultStatus === "S" || resultStatus === "A");
    };
    await fc.assert(
      fc.asyncProperty(path, method, headers, body, async (where, verb, named, content) => {
        const bytes = typeof content === "string" ? content : Uint8Array.from(content);
        await answers(where, { method: verb, headers: { ...named }, ...(verb !== "GET" && { body: bytes }) });
      }),
      { numRuns: RUNS },
    );
    // None of them has become an unknown outcome by an accident inside.
    const metrics = await (await stub.fetch(`${BASE}/_stub/metrics`)).text();
    expect(metrics).toMatch(/^server_stub_store_errors_total 0$/m);
  });
});
