import { createRequire } from "node:module";
import { inspect } from "node:util";
import nodeFetch3 from "node-fetch-3";
import { Agent, ProxyAgent, fetch as undiciFetch } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClientOptions, type Fetch, type FetchResponse, createClient } from "../src/index.js";
import { SUCCESS, answer } from "./answers.js";
import { type KeyPair, makeKeys } from "./keys.js";
import { messageRequest } from "./requests.js";
import { type ScriptedServer, signedHeaders, startScriptedServer } from "./scripted-server.js";

// Whatever a user brings as `fetch`: other implementations, wrappers that have touched the body, and mocks.

const URI = "/v2/miniprogram/message/send";
const BODY = answer("S", "SUCCESS", { messageId: "Grüße 🚀" });

let platform: KeyPair;
let server: ScriptedServer;
let headers: Record<string, string>;

beforeAll(async () => {
  platform = await makeKeys();
  headers = { ...(await signedHeaders(BODY, URI, "CLIENT_1", platform.privateKey)) };
  server = await startScriptedServer((response) =>
    response.writeHead(200, { ...headers, "Tracer-Id": "t-1" }).end(BODY),
  );
});
afterAll(() => server.close());

const send = (fetch: Fetch | undefined, options: ClientOptions = {}) =>
  createClient({ baseUrl: server.url, clientId: "CLIENT_1", platformPublicKey: platform.publicKey, fetch, ...options });

const TAKEN = { status: "succeeded", attempts: 1, messageId: "Grüße 🚀" };

/** Required, since the types of these two bring the DOM along, or are not there. */
const untyped = (name: string): Fetch => createRequire(import.meta.url)(name);

const viaUndici: Fetch = (url, init) => undiciFetch(url, init);
const viaAgent: Fetch = (url, init) => undiciFetch(url, { ...init, dispatcher: new Agent() });
/** Compiled alone: a proxy is more than this test needs. */
export const viaProxy: Fetch = (url, init) =>
  undiciFetch(url, { ...init, dispatcher: new ProxyAgent("http://proxy.example:8080") });

const viaText: Fetch = async (url, init) => {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text: async () => text };
};

describe("a real answer, verified over its bytes, through", () => {
  it.each<[string, Fetch | undefined]>([
    ["the runtime's fetch", undefined],
    ["the runtime's fetch, given", fetch],
    ["undici", viaUndici],
    ["undici with a dispatcher", viaAgent],
    ["node-fetch 2", untyped("node-fetch-2")],
    ["node-fetch 3", nodeFetch3],
    ["cross-fetch 4", untyped("cross-fetch")],
    ["a wrapper that has read the body and hands out the text", viaText],
    [
      "a wrapper that has read the body and put the text back",
      async (url, init) => {
        const response = await fetch(url, init);
        const text = await response.text();
        return Object.assign(response, { text: async () => text });
      },
    ],
    [
      "a wrapper that has read a copy",
      async (url, init) => {
        const response = await fetch(url, init);
        await response.clone().text();
        return response;
      },
    ],
    [
      "a wrapper that hands out bytes",
      async (url, init) => {
        const response = await fetch(url, init);
        const bytes = await response.arrayBuffer();
        return { status: 200, headers: Object.fromEntries(response.headers), arrayBuffer: async () => bytes };
      },
    ],
    [
      "a wrapper whose body is the text itself",
      async (url, init) => {
        const response = await fetch(url, init);
        return { status: 200, headers: response.headers, body: await response.text() };
      },
    ],
    [
      "a wrapper whose body is the bytes themselves",
      async (url, init) => {
        const response = await fetch(url, init);
        return { status: 200, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
      },
    ],
    [
      "a wrapper that has locked the stream",
      async (url, init) => {
        const response = await fetch(url, init);
        const copy = response.clone();
        response.body?.getReader();
        return { status: 200, headers: response.headers, body: response.body, text: () => copy.text() };
      },
    ],
  ])("%s", async (_, given) => {
    const outcome = await send(given).sendMessage(messageRequest());
    expect(outcome).toMatchObject({ ...TAKEN, response: { status: 200, body: BODY } });
  });
});

/** The class that React Native and old browsers have for an answer: no stream, and no bytes without a FileReader. */
const polyfilled = (): FetchResponse => {
  const { Response: Polyfill } = createRequire(import.meta.url)("whatwg-fetch");
  return new Polyfill(SUCCESS, { status: 200, headers: { "X-A": "b" } });
};

const json: unknown = JSON.parse(SUCCESS);

describe("a mock", () => {
  it.each<[string, FetchResponse]>([
    ["of the class of whatwg-fetch", polyfilled()],
    ["with text alone", { status: 200, text: async () => SUCCESS }],
    ["with nothing but text", { text: async () => SUCCESS }],
    ["with json alone", { status: 200, json: async () => json }],
    [
      "with headers as an object",
      { status: 200, headers: { "Content-Type": "application/json" }, text: async () => SUCCESS },
    ],
    ["with headers as a map", { status: 200, headers: new Map([["a", "b"]]), text: async () => SUCCESS }],
    ["with headers that can be asked alone", { headers: { get: () => null }, text: async () => SUCCESS }],
    ["with a buffer", { status: 200, arrayBuffer: async () => new TextEncoder().encode(SUCCESS).buffer }],
    ["with a body that is text", { status: 200, body: SUCCESS, text: async () => SUCCESS }],
    [
      "whose bytes cannot be had",
      {
        status: 200,
        arrayBuffer: () => Promise.reject(new Error("not implemented")),
        text: async () => SUCCESS,
      },
    ],
    [
      "whose copy cannot be made",
      {
        status: 200,
        clone: () => {
          throw new TypeError("spent");
        },
        text: async () => SUCCESS,
      },
    ],
    [
      "with a stream of text",
      {
        status: 200,
        body: (async function* () {
          yield SUCCESS.slice(0, 9);
          yield SUCCESS.slice(9);
        })(),
      },
    ],
  ])("%s is understood", async (_, response) => {
    const outcome = await createClient({ fetch: async () => response }).sendMessage(messageRequest());
    expect(outcome).toMatchObject({ status: "succeeded", attempts: 1, messageId: "message-1" });
  });

  it("without any body is no answer, and one that breaks is a broken network", async () => {
    const empty = createClient({ fetch: async () => ({ status: 200 }), maxRetries: 0 });
    expect(await empty.sendMessage(messageRequest())).toMatchObject({ reason: "protocol" });
    const broken = createClient({
      fetch: async () => ({ status: 200, text: () => Promise.reject(new Error("reset")) }),
      maxRetries: 0,
    });
    expect(await broken.sendMessage(messageRequest())).toMatchObject({ reason: "network" });
  });

  it("that answers without end is cut off", async () => {
    let isOver = false;
    const endless = async function* () {
      try {
        for (;;) yield new Uint8Array(1 << 16);
      } finally {
        isOver = true;
      }
    };
    const client = createClient({ fetch: async () => ({ status: 200, body: endless() }), maxRetries: 0 });
    expect(await client.sendMessage(messageRequest())).toMatchObject({ reason: "protocol" });
    expect(isOver).toBe(true);
    const long = createClient({ fetch: async () => ({ text: async () => "x".repeat(2 << 20) }), maxRetries: 0 });
    expect(await long.sendMessage(messageRequest())).toMatchObject({ reason: "protocol" });
  });
});

describe("an outcome", () => {
  it("shows the headers as JSON and to whoever prints it", async () => {
    const outcome = await send(undefined).sendMessage(messageRequest());
    expect(JSON.parse(JSON.stringify(outcome))).toMatchObject({ response: { headers: { "tracer-id": "t-1" } } });
    expect(inspect(outcome, { depth: 5 })).toContain("'tracer-id' => 't-1'");
    expect(outcome.response?.headers.get("Tracer-Id")).toBe("t-1");
    expect(outcome.response?.headers.get("X-Unknown")).toBeNull();
    expect(outcome.response?.headers.has("TRACER-ID")).toBe(true);
    expect(Object.fromEntries(outcome.response?.headers ?? [])).toHaveProperty("tracer-id", "t-1");
  });

  it("shows the token nowhere, although the platform repeats it", async () => {
    const request = messageRequest({ accessToken: "very-secret-token/1" });
    const text = `no such token: ${request.accessToken}`;
    const result = { resultStatus: "F", resultCode: request.accessToken, resultMessage: text };
    const body = JSON.stringify({ result });
    const events: unknown[] = [];
    const client = createClient({
      fetch: async () => new Response(body, { headers: { "X-Token": request.accessToken } }),
      onEvent: (event) => events.push(event),
    });
    const outcome = await client.sendMessage(request);
    expect(outcome.resultMessage).toBe("no such token: ****");
    for (const shown of [
      JSON.stringify([outcome, events]),
      inspect([outcome, events], { depth: 9, showHidden: true }),
    ]) {
      expect(shown).not.toContain("very-secret");
    }
  });
});
