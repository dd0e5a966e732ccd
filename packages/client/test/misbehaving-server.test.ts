import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { parseSignatureHeader, verify } from "@miniprogram-messages/signature";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createClientOn } from "../src/create-client.js";
import type { ClientOptions, Outcome } from "../src/index.js";
import { systemRuntime } from "../src/runtime.js";
import { FAIL, SUCCESS, TRAFFIC, UNKNOWN } from "./answers.js";
import { type KeyPair, makeKeys, toBase64 } from "./keys.js";
import { messageRequest } from "./requests.js";
import { type ScriptedServer, type Step, signedHeaders, startScriptedServer } from "./scripted-server.js";

const PREFIX = "/api/open";
const URI = `${PREFIX}/v2/miniprogram/message/send`;

let merchant: KeyPair;
let platform: KeyPair;
let keys: { privateKey: string; platformPublicKey: string };
let server: ScriptedServer | undefined;

beforeAll(async () => {
  [merchant, platform] = await Promise.all([makeKeys(), makeKeys()]);
  keys = { privateKey: await toBase64(merchant.privateKey), platformPublicKey: await toBase64(platform.publicKey) };
});

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Pauses are over at once; everything else is real. */
const impatient = { ...systemRuntime, random: () => 0 };

const play = async (steps: readonly Step[], options: ClientOptions = {}, signal?: AbortSignal) => {
  server = await startScriptedServer(...steps);
  const client = createClientOn(impatient, {
    baseUrl: server.url + PREFIX,
    clientId: "CLIENT_1",
    keyVersion: "3",
    ...keys,
    ...options,
  });
  const outcome: Outcome = await client.sendMessage(messageRequest(), { signal });
  return { outcome, seen: server.seen };
};

const signed =
  (body: string, changes: object = {}, wire: string | Buffer = body): Step =>
  async (response) => {
    const headers = { ...(await signedHeaders(body, URI, "CLIENT_1", platform.privateKey)), ...changes };
    response.writeHead(200, headers).end(wire);
  };

const plain =
  (status: number, body: string, headers: Record<string, string> = {}): Step =>
  (response) =>
    response.writeHead(status, headers).end(body);

const stallAfterHead = (response: ServerResponse): void => {
  response.writeHead(200, { "Content-Length": "500" });
  response.write('{"result":');
};

const reset: Step = (response) => response.socket?.resetAndDestroy();

const cutBody: Step = (response) => {
  stallAfterHead(response);
  setImmediate(() => response.destroy());
};

describe("a platform that behaves", () => {
  it("gets requests that it can verify", async () => {
    const { outcome, seen } = await play([signed(UNKNOWN), signed(SUCCESS)]);
    expect(outcome).toMatchObject({ status: "succeeded", messageId: "message-1", attempts: 2 });
    const signatures = new Set<string>();
    for (const { method, url, headers, body } of seen) {
      expect([method, url]).toEqual(["POST", URI]);
      expect(body.toString()).toBe(JSON.stringify(messageRequest()));
      const time = String(headers["request-time"]);
      const header = parseSignatureHeader(String(headers["signature"]));
      signatures.add(header?.signature ?? "");
      expect(header?.keyVersion).toBe("3");
      const message = { method, uri: url, clientId: "CLIENT_1", time, body };
      expect(await verify(message, header?.signature ?? "", merchant.publicKey)).toBe(true);
    }
    expect(signatures.size).toBe(2);
  });

  it("may compress its answers", async () => {
    const step = signed(SUCCESS, { "content-encoding": "gzip" }, gzipSync(SUCCESS));
    expect((await play([step])).outcome).toMatchObject({ status: "succeeded", response: { body: SUCCESS } });
  });
});

const unknown = (reason: string, attempts = 3) => ({ status: "unknown", reason, attempts });

describe("a platform that misbehaves", () => {
  const stalls = { timeout: 1500, maxRetries: 1 };
  const cases: [string, Step[], object, ClientOptions?][] = [
    ["U for ever", [signed(UNKNOWN)], unknown("result")],
    ["a connection that is reset, then an answer", [reset, signed(SUCCESS)], { status: "succeeded", attempts: 2 }],
    ["connections that are reset", [reset], unknown("network")],
    ["a connection that breaks within the body", [cutBody], unknown("network")],
    ["no header in time", [() => {}], unknown("timeout", 2), stalls],
    ["no body in time", [stallAfterHead], unknown("timeout", 2), stalls],
    ["no header in time, then an answer", [() => {}, signed(SUCCESS)], { status: "succeeded", attempts: 2 }, stalls],
    ["502 with HTML", [plain(502, "<html>bad gateway</html>")], unknown("http")],
    ["404", [plain(404, FAIL)], unknown("http")],
    ["200 with HTML, signed", [signed("<html>")], unknown("protocol")],
    ["200 with HTML, unsigned", [plain(200, "<html>")], unknown("protocol")],
    ["200 with nothing", [plain(200, "")], unknown("protocol")],
    ["204", [(response) => response.writeHead(204).end()], unknown("http")],
    ["JSON that is no answer", [signed("[]")], unknown("protocol")],
    ["a broken compression", [plain(200, SUCCESS, { "Content-Encoding": "gzip" })], unknown("network")],
    ["a moved address", [plain(301, "", { Location: "/elsewhere" })], unknown("http")],
    ["a redirect that keeps the method", [plain(307, "", { Location: "/elsewhere" })], unknown("http")],
    ["an S without a signature", [plain(200, SUCCESS)], unknown("unverified")],
    ["an F without a signature", [plain(200, FAIL)], { status: "failed", resultCode: "PROCESS_FAIL", attempts: 1 }],
    ["a U without a signature", [plain(200, UNKNOWN)], unknown("result")],
    ["half a signature", [plain(200, FAIL, { "response-time": "2026-01-31T08:30:00Z" })], unknown("unverified")],
    ["another Client-Id", [signed(SUCCESS, { "client-id": "CLIENT_2" })], unknown("unverified")],
    ["another Client-Id on an F", [plain(200, FAIL, { "client-id": "CLIENT_2" })], unknown("unverified")],
    ["other bytes than were signed", [signed(FAIL, {}, SUCCESS)], unknown("unverified")],
    ["no signature where nobody looks", [plain(200, SUCCESS)], { status: "succeeded" }, { verify: "off" }],
    ["the traffic limit for ever", [signed(TRAFFIC)], { status: "failed", attempts: 3 }],
    [
      "Retry-After in seconds",
      [plain(503, "", { "Retry-After": "0" }), signed(SUCCESS)],
      { status: "succeeded", attempts: 2 },
    ],
    ["Retry-After beyond the deadline", [plain(503, "", { "Retry-After": "60" })], unknown("http", 1)],
    [
      "Retry-After as a date beyond the deadline",
      [plain(503, "", { "Retry-After": new Date(Date.now() + 3_600_000).toUTCString() })],
      unknown("http", 1),
    ],
    [
      "Retry-After as a date that is over",
      [plain(503, "", { "Retry-After": new Date(0).toUTCString() }), signed(SUCCESS)],
      { status: "succeeded", attempts: 2 },
    ],
  ];

  it.each(cases)("%s", async (_, steps, expected, options) => {
    const { outcome, seen } = await play(steps, options);
    expect(outcome).toMatchObject(expected);
    expect(seen).toHaveLength(outcome.attempts);
    expect(seen.every(({ url }) => url === URI)).toBe(true);
  });

  it("sends without end: the body is cut off", async () => {
    let sent = 0;
    const endless: Step = (response) => {
      const more = (): void => {
        for (;;) {
          sent += 1 << 16;
          if (response.destroyed || !response.write("x".repeat(1 << 16))) break;
        }
      };
      response.writeHead(200).on("drain", more);
      more();
    };
    const { outcome } = await play([endless], { maxRetries: 0 });
    expect(outcome).toMatchObject({ status: "unknown", reason: "protocol", response: { status: 200, body: "" } });
    expect(sent).toBeLessThan(1 << 26);
  });

  it("answers after the caller has given up", async () => {
    const controller = new AbortController();
    const late: Step = (response, seen) => {
      controller.abort();
      setTimeout(() => void signed(SUCCESS)(response, seen), 20);
    };
    const { outcome, seen } = await play([late], {}, controller.signal);
    expect(outcome).toEqual({ status: "unknown", requestId: "trade-1", attempts: 1, reason: "aborted" });
    expect(seen).toHaveLength(1);
  });

  it("is not there at all", async () => {
    const gone = await startScriptedServer();
    await gone.close();
    const { outcome, seen } = await play([], { baseUrl: gone.url });
    expect(outcome).toMatchObject({ status: "unknown", reason: "network", attempts: 3 });
    expect(seen).toEqual([]);
  });

  it("changes any character of its signature", async () => {
    const { signature } = await signedHeaders(SUCCESS, URI, "CLIENT_1", platform.privateKey);
    const positions = Array.from(signature).keys();
    const flip = (index: number): string =>
      signature.slice(0, index) + String.fromCharCode(signature.charCodeAt(index) ^ 1) + signature.slice(index + 1);
    const flipped = Array.from(positions, (index) => signed(SUCCESS, { signature: flip(index) }));
    server = await startScriptedServer(...flipped);
    const client = createClientOn(impatient, {
      baseUrl: server.url + PREFIX,
      clientId: "CLIENT_1",
      ...keys,
      maxRetries: 0,
    });
    const survivors: string[] = [];
    for (const index of Array.from(signature).keys()) {
      const { status, reason } = await client.sendMessage(messageRequest());
      if (reason !== "unverified") survivors.push(`${status}: ${flip(index)}`);
    }
    // keyVersion names one of the platform's keys and is no part of what is signed.
    expect(survivors).toEqual([expect.stringMatching(/^succeeded: algorithm=RSA256, keyVersion=0, /)]);
  });
});
