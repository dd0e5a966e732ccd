import { stringToSign } from "@miniprogram-messages/signature";
import { beforeAll, describe, expect, it } from "vitest";
import { type ClientOptions, createClient } from "../src/index.js";
import { SUCCESS, UNKNOWN } from "./answers.js";
import { type KeyPair, makeKeys, toBase64 } from "./keys.js";
import { messageRequest } from "./requests.js";
import { scriptedFetch } from "./scripted-fetch.js";
import { signedHeaders } from "./scripted-server.js";

// What clients written by hand for this platform get wrong, one test each: the list at the end of the protocol notes.

let merchant: KeyPair;
let platform: KeyPair;
beforeAll(async () => {
  [merchant, platform] = await Promise.all([makeKeys(), makeKeys()]);
});

const BASE = "https://open.example.com/api/open";

/** Sends once, and says what was signed and what was sent. */
const observe = async (request = messageRequest(), options: ClientOptions = {}) => {
  const signedTexts: string[] = [];
  const privateKey = {
    sign: async (data: Uint8Array) => {
      signedTexts.push(new TextDecoder().decode(data));
      return new Uint8Array(256).fill(251);
    },
  };
  const script = scriptedFetch(SUCCESS);
  await createClient({ baseUrl: BASE, clientId: "CLIENT_1", privateKey, fetch: script.fetch, ...options }).sendMessage(
    request,
  );
  const [sent] = script.sent;
  return { signedTexts, sent, time: sent?.headers.get("request-time") ?? "" };
};

describe("mistakes of other clients", () => {
  it("body serialised twice: what is signed is what is sent, and it is read once", async () => {
    let reads = 0;
    const request = {
      ...messageRequest(),
      get extendInfo() {
        reads += 1;
        return `read ${reads}`;
      },
    };
    reads = 0;
    const { signedTexts, sent, time } = await observe(request);
    expect(reads).toBe(1);
    const message = {
      method: "POST",
      uri: "/api/open/v2/miniprogram/message/send",
      clientId: "CLIENT_1",
      time,
      body: sent?.body ?? "",
    };
    expect(signedTexts).toEqual([new TextDecoder().decode(stringToSign(message))]);
  });

  it("spaces stripped from the JSON: they arrive", async () => {
    const { sent } = await observe(messageRequest({ extendInfo: "  two  spaces\tand\n a line " }));
    expect(JSON.parse(sent?.body ?? "")).toHaveProperty("extendInfo", "  two  spaces\tand\n a line ");
  });

  it("host or full URL signed, prefix forgotten: the URI is the path with its prefix", async () => {
    const { signedTexts } = await observe();
    expect(signedTexts[0]?.split("\n")[0]).toBe("POST /api/open/v2/miniprogram/message/send");
  });

  it("merchant's own public key used to verify: nothing verifies", async () => {
    const headers = await signedHeaders(
      SUCCESS,
      "/api/open/v2/miniprogram/message/send",
      "CLIENT_1",
      platform.privateKey,
    );
    const send = (platformPublicKey: KeyPair["publicKey"]) =>
      createClient({
        baseUrl: BASE,
        clientId: "CLIENT_1",
        platformPublicKey,
        maxRetries: 0,
        fetch: async () => new Response(SUCCESS, { headers: { ...headers } }),
      }).sendMessage(messageRequest());
    expect(await send(platform.publicKey)).toMatchObject({ status: "succeeded" });
    expect(await send(merchant.publicKey)).toMatchObject({ status: "unknown", reason: "unverified" });
  });

  it("PKCS#1 taken for PKCS#8: both are read", async () => {
    const pkcs8 = Buffer.from(await toBase64(merchant.privateKey), "base64");
    // The PKCS#1 key is the last value inside PKCS#8, after a header of 26 bytes for RSA keys of this size.
    const pkcs1 = `-----BEGIN RSA PRIVATE KEY-----\n${pkcs8.subarray(26).toString("base64")}\n-----END RSA PRIVATE KEY-----`;
    const { sent } = await observe(messageRequest(), { privateKey: pkcs1 });
    expect(sent?.headers.get("signature")).toMatch(/^algorithm=RSA256, keyVersion=1, signature=[\w%]+$/);
  });

  it("plus turned into a space: the signature travels percent-encoded", async () => {
    const { sent } = await observe();
    const value = sent?.headers.get("signature")?.split("signature=")[1] ?? "";
    expect(value).toMatch(/^[A-Za-z0-9%]+$/);
    expect(decodeURIComponent(value)).toBe(Buffer.alloc(256, 251).toString("base64"));
    expect(decodeURIComponent(value)).toContain("+");
  });

  it("network errors reported as F, U treated as success: both are unknown", async () => {
    for (const step of [new TypeError("fetch failed"), UNKNOWN]) {
      const client = createClient({ fetch: scriptedFetch(step).fetch, maxRetries: 0 });
      expect(await client.sendMessage(messageRequest())).toMatchObject({ status: "unknown" });
    }
  });

  it("a new requestId on every attempt: it is the caller's, and stays", async () => {
    const { fetch, sent } = scriptedFetch(UNKNOWN, UNKNOWN, SUCCESS);
    const outcome = await createClient({ fetch }).sendMessage(messageRequest({ requestId: "Trade-7" }));
    expect(outcome.requestId).toBe("Trade-7");
    expect(sent.map(({ body }) => JSON.parse(body).requestId)).toEqual(["Trade-7", "Trade-7", "Trade-7"]);
  });

  it("responses never verified: with a platform key an unsigned success is none", async () => {
    const { fetch } = scriptedFetch(SUCCESS);
    const client = createClient({ fetch, clientId: "C", platformPublicKey: platform.publicKey, maxRetries: 0 });
    expect(await client.sendMessage(messageRequest())).toMatchObject({ status: "unknown", reason: "unverified" });
  });

  it("TLS checks switched off: nothing that the client hands to fetch touches them", async () => {
    const { sent } = await observe();
    expect(Object.keys(sent?.init ?? {}).toSorted()).toEqual(["body", "headers", "method", "redirect", "signal"]);
  });
});
