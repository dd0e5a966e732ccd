import { getEventListeners } from "node:events";
import { createRequire } from "node:module";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { ACCEPT, SUCCESS, UNKNOWN } from "../test/answers.js";
import { makeKeys, toBase64 } from "../test/keys.js";
import { inboxRequest, messageRequest } from "../test/requests.js";
import { scriptedFetch } from "../test/scripted-fetch.js";
import { virtualRuntime } from "../test/virtual-runtime.js";
import { createClientOn } from "./create-client.js";
import { type ClientEvent, InvalidRequestError, SignatureError, createClient } from "./index.js";

describe("sendMessage", () => {
  it("posts the JSON of the request, taken in the call", async () => {
    const { fetch, sent } = scriptedFetch(SUCCESS);
    const request = { ...messageRequest(), tenant: "kept" };
    const text = JSON.stringify(request);
    const calling = createClient({ fetch, baseUrl: "https://open.example.com/api/open" }).sendMessage(request);
    request.requestId = "changed too late";
    const outcome = await calling;
    expect(outcome).toMatchObject({ status: "succeeded", requestId: "trade-1" });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      url: "https://open.example.com/api/open/v2/miniprogram/message/send",
      body: text,
      init: { method: "POST", redirect: "manual" },
    });
    expect(sent[0]?.headers.get("content-type")).toBe("application/json; charset=UTF-8");
  });

  it.each<[string, { keyVersion?: string | false }, RegExp]>([
    ["1 unless told", {}, /^algorithm=RSA256, keyVersion=1, signature=/],
    ["another", { keyVersion: "2" }, /, keyVersion=2, /],
    ["none", { keyVersion: false }, /^algorithm=RSA256, signature=/],
  ])("names the keyVersion: %s", async (_, options, header) => {
    const { fetch, sent } = scriptedFetch(SUCCESS);
    const { privateKey } = await makeKeys();
    await createClient({ fetch, clientId: "C", privateKey, ...options }).sendMessage(messageRequest());
    expect(sent[0]?.headers.get("Signature")).toMatch(header);
  });

  it("rejects illegal input before the network", async () => {
    const { fetch, sent } = scriptedFetch(SUCCESS);
    const calling = createClient({ fetch }).sendMessage(messageRequest({ requestId: "a?" }));
    await expect(calling).rejects.toThrow(InvalidRequestError);
    expect(sent).toEqual([]);
  });

  it("gives access to the answer as it came", async () => {
    const body = ` ${SUCCESS}\n`;
    const { fetch } = scriptedFetch(new Response(body, { headers: { "Tracer-Id": "t-1" } }));
    const { response } = await createClient({ fetch }).sendMessage(messageRequest());
    expect(response).toMatchObject({ status: 200, body });
    expect(response?.headers.get("tracer-id")).toBe("t-1");
  });

  it("takes options per call, and the client's where they are left out", async () => {
    const runtime = virtualRuntime();
    const { fetch, sent } = scriptedFetch(UNKNOWN);
    const client = createClientOn(runtime, { fetch, maxRetries: 4 });
    await runtime.run(client.sendMessage(messageRequest(), { maxRetries: undefined, timeout: 5 }));
    expect(sent).toHaveLength(5);
    await runtime.run(client.sendMessage(messageRequest(), { maxRetries: 0 }));
    expect(sent).toHaveLength(6);
    await expect(client.sendMessage(messageRequest(), { deadline: -1 })).rejects.toThrow(/^deadline: /);
  });

  it("looks up the runtime's fetch for each attempt", async () => {
    const original = globalThis.fetch;
    const client = createClient({ baseUrl: "https://open.example.com" });
    try {
      globalThis.fetch = async () => new Response(SUCCESS);
      expect(await client.sendMessage(messageRequest())).toMatchObject({ status: "succeeded" });
    } finally {
      globalThis.fetch = original;
    }
  });

  it("says so where there is none, before anything is sent", async () => {
    const client = createClient({ baseUrl: "https://open.example.com" });
    vi.stubGlobal("fetch", undefined);
    try {
      await expect(client.sendMessage(messageRequest())).rejects.toThrow("fetch: needed, since this runtime has none");
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it("works without its client, as a plain function", async () => {
    const { sendMessage } = createClient({ fetch: scriptedFetch(SUCCESS).fetch });
    expect(await sendMessage(messageRequest())).toMatchObject({ status: "succeeded" });
  });
});

describe("sendInbox", () => {
  it("posts to its own path and knows A", async () => {
    const { fetch, sent } = scriptedFetch(ACCEPT);
    const outcome = await createClient({ fetch }).sendInbox(inboxRequest({ requestId: "a@b" }));
    expect(outcome).toMatchObject({ status: "accepted", requestId: "a@b", messageId: "message-1", attempts: 1 });
    expect(sent[0]?.url).toMatch(/\/v2\/messages\/sendInbox$/);
    expect(sent[0]?.body).toBe(JSON.stringify(inboxRequest({ requestId: "a@b" })));
  });
});

describe("keys", () => {
  it("are named when they are wrong, and never printed", async () => {
    const { privateKey, publicKey } = await makeKeys();
    const [mine, theirs] = await Promise.all([toBase64(privateKey), toBase64(publicKey)]);
    const { fetch, sent } = scriptedFetch(SUCCESS);
    const wrong = {
      privateKey: [theirs, mine.slice(0, 400), "not a key at all", ""],
      platformPublicKey: [mine, theirs.slice(0, 200), "not a key at all", ""],
    };
    for (const [name, texts] of Object.entries(wrong)) {
      for (const text of texts) {
        const client = createClient({ fetch, clientId: "CLIENT_1", [name]: text });
        const error = await client.sendMessage(messageRequest()).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(SignatureError);
        expect(String(error)).toMatch(new RegExp(`^SignatureError: ${name} is `));
        expect(`${String(error)}${JSON.stringify(error)} `).not.toContain(text.slice(0, 40) || "undefined");
      }
    }
    expect(sent).toEqual([]);
  });

  it("of the platform are not read when nothing is verified", async () => {
    const client = createClient({ fetch: scriptedFetch(SUCCESS).fetch, platformPublicKey: "hello", verify: "off" });
    expect(await client.sendMessage(messageRequest())).toMatchObject({ status: "succeeded" });
  });

  it("are imported once", async () => {
    const { privateKey } = await makeKeys();
    const text = await toBase64(privateKey);
    const imports = vi.spyOn(crypto.subtle, "importKey");
    const client = createClient({ fetch: scriptedFetch(SUCCESS).fetch, clientId: "C", privateKey: text });
    await Promise.all([1, 2, 3].map(() => client.sendMessage(messageRequest())));
    await client.sendMessage(messageRequest());
    expect(imports).toHaveBeenCalledTimes(1);
    imports.mockRestore();
  });

  it("that fail to sign reject when nothing was sent, and leave the outcome unknown when something was", async () => {
    const runtime = virtualRuntime();
    let working = 0;
    const privateKey = {
      sign: async () => {
        working -= 1;
        if (working < 0) throw new Error("throttled");
        return new Uint8Array(256);
      },
    };
    const { fetch, sent } = scriptedFetch(UNKNOWN);
    const client = createClientOn(runtime, { fetch, clientId: "C", privateKey });
    await expect(client.sendMessage(messageRequest())).rejects.toMatchObject({ code: "SIGNER_FAILED" });
    expect(sent).toEqual([]);
    working = 1;
    expect(await runtime.run(client.sendMessage(messageRequest()))).toMatchObject({
      status: "unknown",
      reason: "result",
      attempts: 1,
    });
  });

  it("whose signer answers too late send nothing any more", async () => {
    const runtime = virtualRuntime();
    const { fetch, sent } = scriptedFetch(SUCCESS);
    const waiting: ((signature: Uint8Array) => void)[] = [];
    const privateKey = { sign: () => new Promise<Uint8Array>((resolve) => waiting.push(resolve)) };
    const client = createClientOn(runtime, { fetch, clientId: "C", privateKey, deadline: 50 });
    await runtime.run(client.sendMessage(messageRequest()));
    waiting.forEach((resolve) => resolve(new Uint8Array(256)));
    expect(waiting).toHaveLength(1);
    await setTimeout(20);
    expect(sent).toEqual([]);
  });

  it("whose signer never answers are cut by the timer", async () => {
    const runtime = virtualRuntime();
    const { fetch, sent } = scriptedFetch(SUCCESS);
    const privateKey = { sign: () => new Promise<never>(() => {}) };
    const client = createClientOn(runtime, { fetch, clientId: "C", privateKey, deadline: 50 });
    const outcome = await runtime.run(client.sendMessage(messageRequest()));
    expect(outcome).toMatchObject({ status: "unknown", reason: "timeout", attempts: 0 });
    expect(sent).toEqual([]);
  });
});

describe("the caller's signal", () => {
  it("that has fired keeps the request from being sent", async () => {
    const { fetch, sent } = scriptedFetch(SUCCESS);
    const outcome = await createClient({ fetch }).sendMessage(messageRequest(), { signal: AbortSignal.abort() });
    expect(outcome).toEqual({ status: "unknown", requestId: "trade-1", attempts: 0, reason: "aborted" });
    expect(sent).toEqual([]);
  });

  it("ends an attempt, also with a fetch that does not listen to it", async () => {
    const controller = new AbortController();
    const { fetch, sent } = scriptedFetch(() => {
      controller.abort();
      return new Promise(() => {});
    });
    const outcome = await createClient({ fetch }).sendMessage(messageRequest(), { signal: controller.signal });
    expect(outcome).toMatchObject({ status: "unknown", reason: "aborted", attempts: 1 });
    expect(sent).toHaveLength(1);
  });

  it("ends a pause", async () => {
    const controller = new AbortController();
    const { fetch } = scriptedFetch(UNKNOWN);
    const runtime = virtualRuntime(() => 0.5);
    const onEvent = ({ type }: ClientEvent): void => {
      if (type === "retry") queueMicrotask(() => controller.abort());
    };
    const client = createClientOn(runtime, { fetch, onEvent });
    expect(await client.sendMessage(messageRequest(), { signal: controller.signal })).toMatchObject({
      status: "unknown",
      reason: "aborted",
      attempts: 1,
    });
    expect(runtime.passed()).toBe(0);
  });

  it("discards a response that comes too late", async () => {
    const controller = new AbortController();
    let cancelled = false;
    const body = new ReadableStream({
      cancel: () => {
        cancelled = true;
      },
    });
    const fetch = async (): Promise<Response> => {
      controller.abort();
      await setTimeout(5);
      return new Response(body);
    };
    const outcome = await createClient({ fetch }).sendMessage(messageRequest(), { signal: controller.signal });
    expect(outcome).toMatchObject({ reason: "aborted" });
    await setTimeout(20);
    expect(cancelled).toBe(true);
  });

  it("carries ten thousand calls without a leak", async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error): unknown => warnings.push(warning);
    process.on("warning", warn);
    const { signal } = new AbortController();
    const client = createClient({ fetch: async () => new Response(SUCCESS) });
    let most = 0;
    for (let batch = 0; batch < 100; batch += 1) {
      const calls = Array.from({ length: 100 }, () => client.sendMessage(messageRequest(), { signal }));
      await Promise.resolve();
      most = Math.max(most, getEventListeners(signal, "abort").length);
      await Promise.all(calls);
    }
    await setTimeout(20);
    process.off("warning", warn);
    expect(most).toBeLessThanOrEqual(1);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    expect(warnings).toEqual([]);
  });
});

const tellAll = async (_: string, init: RequestInit): Promise<Response> => {
  throw Object.assign(new Error(JSON.stringify(init)), { code: 7, name: "Oops" });
};

describe("secrets", () => {
  it("stay out of events, errors and outcomes, whatever the network throws", async () => {
    const secrets = ["token-of-the-user", "Your parcel"];
    const said: unknown[] = [];
    const client = createClient({ fetch: tellAll, maxRetries: 0, onEvent: (event) => said.push(event) });
    said.push(await client.sendMessage(messageRequest()));
    const illegal = messageRequest({ extendInfo: "#", accessToken: "token-of-the-user@" });
    said.push(await client.sendMessage(illegal).catch((error: unknown) => [error, String(error)]));
    expect(said).toHaveLength(5);
    for (const secret of secrets) expect(JSON.stringify(said)).not.toContain(secret);
  });
});

it("can be required, as CommonJS does", () => {
  const client: { createClient: unknown } = createRequire(import.meta.url)("../dist/index.js");
  expect(client.createClient).toBeTypeOf("function");
});
