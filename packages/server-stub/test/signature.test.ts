import {
  formatSignatureHeader,
  importPublicKey,
  parseSignatureHeader,
  sign,
  verify,
} from "@miniprogram-messages/signature";
import { beforeAll, describe, expect, it } from "vitest";
import type { Config } from "../src/index.js";
import { PATHS } from "../src/gateway/target.js";
import { BASE, DEFAULT, bodyOf, withConfig } from "./sending.js";

type Stub = ReturnType<typeof withConfig>;

const uri = `/api/open${PATHS.sendMessage}`;
let pairs: readonly { readonly privateKey: CryptoKey; readonly publicKey: string }[] = [];

beforeAll(async () => {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048 };
  const make = async () => {
    const publicExponent = new Uint8Array([1, 0, 1]);
    const pair = await crypto.subtle.generateKey({ ...algorithm, publicExponent }, true, ["sign", "verify"]);
    const spki = Buffer.from(await crypto.subtle.exportKey("spki", pair.publicKey)).toString("base64");
    return { privateKey: pair.privateKey, publicKey: spki };
  };
  pairs = await Promise.all([make(), make()]);
});

const pair = (index: number) => {
  const found = pairs[index];
  if (!found) throw new Error("no such key pair");
  return found;
};

const seeded = (policies: Config["policies"] = {}): Config => ({
  clients: [
    {
      clientId: "C1",
      keys: [
        { keyVersion: "1", publicKey: pair(0).publicKey },
        { keyVersion: "2", publicKey: pair(1).publicKey },
      ],
    },
  ],
  policies: { signature: "required", ...policies },
});

interface Change {
  readonly key?: number;
  readonly keyVersion?: string | undefined;
  readonly signedUri?: string;
  readonly time?: string;
  readonly headers?: Record<string, string | undefined>;
}

const text = () => JSON.stringify(bodyOf("sendMessage"));

const post = async (stub: Stub, change: Change = {}, body = text()) => {
  const { key = 0, signedUri = uri, time = new Date().toISOString() } = change;
  const keyVersion = "keyVersion" in change ? change.keyVersion : "1";
  const message = { method: "POST", uri: signedUri, clientId: "C1", time, body };
  const signature = await sign(message, pair(key).privateKey);
  const all = {
    "content-type": "application/json",
    "client-id": "C1",
    "request-time": time,
    signature: formatSignatureHeader({ signature, ...(keyVersion !== undefined && { keyVersion }) }),
    ...change.headers,
  };
  const headers = Object.entries(all).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return stub.fetch(`${BASE}${uri}`, { method: "POST", headers, body });
};

const codeAt = async (response: Response): Promise<string> => (await response.json()).result.resultCode;

const codeUnder = async (policy: "off" | "optional" | "required", change: Change) =>
  codeAt(await post(withConfig(seeded({ signature: policy })), change));

const verified = async (stub: Stub, response: Response): Promise<boolean> => {
  const { publicKey, keyVersion } = await stub.control.get("/_stub/platform-key");
  const header = parseSignatureHeader(response.headers.get("signature") ?? "");
  const time = response.headers.get("response-time") ?? "";
  const clientId = response.headers.get("client-id") ?? "";
  expect(header?.keyVersion).toBe(keyVersion);
  expect([clientId, time]).toEqual(["C1", expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)]);
  const message = { method: "POST", uri, clientId, time, body: await response.text() };
  return verify(message, header?.signature ?? "", await importPublicKey(publicKey));
};

const spelt = (spell: (base64: string) => string) => ({ spell });
const encode = encodeURIComponent;
const toUrl = (base64: string): string => Buffer.from(base64, "base64").toString("base64url");

const signedRequest = async (change: Change = {}) => {
  const { signedUri = uri, key = 0 } = change;
  const time = "2026-01-01T00:00:00Z";
  const signature = await sign(
    { method: "POST", uri: signedUri, clientId: "C1", time, body: "{}" },
    pair(key).privateKey,
  );
  const header = formatSignatureHeader({ signature, keyVersion: "1" });
  return { uri, clientId: "C1", requestTime: time, signature: header, body: "{}" };
};

describe("the signature", () => {
  it.each<[string, Change, string]>([
    ["right", {}, "SUCCESS"],
    ["of another key version", { key: 1, keyVersion: "2" }, "SUCCESS"],
    ["of the latest key, unnamed", { key: 1, keyVersion: undefined }, "SUCCESS"],
    ["of an older key, unnamed", { keyVersion: undefined }, "INVALID_SIGNATURE"],
    ["of the wrong key", { key: 1 }, "INVALID_SIGNATURE"],
    ["without the prefix", { signedUri: PATHS.sendMessage }, "INVALID_SIGNATURE"],
    ["of an unknown client", { headers: { "client-id": "C2" } }, "INVALID_CLIENT"],
    ["of an unknown key version", { keyVersion: "3" }, "KEY_NOT_FOUND"],
    ["missing", { headers: { signature: undefined } }, "INVALID_SIGNATURE"],
    ["malformed", { headers: { signature: "nonsense" } }, "INVALID_SIGNATURE"],
    ["without Client-Id", { headers: { "client-id": undefined } }, "INVALID_SIGNATURE"],
    ["without Request-Time", { headers: { "request-time": undefined } }, "INVALID_SIGNATURE"],
    ["with another Request-Time", { headers: { "request-time": "2026-01-01T00:00:00Z" } }, "INVALID_SIGNATURE"],
  ])("%s", async (_, change, code) => {
    const stub = withConfig(seeded());
    const response = await post(stub, change);
    expect(response.headers.has("signature")).toBe(code === "SUCCESS");
    expect(response.headers.has("response-time")).toBe(code === "SUCCESS");
    expect(await codeAt(response)).toBe(code);
    const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT);
    const mended = { status: "rejected", mend: expect.any(String), statement: "MS-004" };
    expect(attempts[0]?.outcome).toMatchObject(code === "SUCCESS" ? { status: "delivered" } : mended);
  });

  it.each<[string, { readonly spell: (base64: string) => string }, string]>([
    ["small letters", spelt((base64) => `algorithm=rsa256, keyVersion=1, signature=${encode(base64)}`), "SUCCESS"],
    ["no algorithm", spelt((base64) => `keyVersion=1, signature=${encode(base64)}`), "SUCCESS"],
    ["another order", spelt((base64) => `signature=${base64},KeyVersion=1,Algorithm=RSA256`), "SUCCESS"],
    [
      "tabs and spaces",
      spelt((base64) => `algorithm=RSA256\t,  keyVersion=1 ,\tsignature=${encode(base64)}`),
      "SUCCESS",
    ],
    ["another algorithm", spelt((base64) => `algorithm=ECC224, keyVersion=1, signature=${base64}`), "other-algorithm"],
    ["a doubled part", spelt((base64) => `keyVersion=1, keyVersion=1, signature=${base64}`), "doubled-part"],
    ["base64url", spelt((base64) => `keyVersion=1, signature=${toUrl(base64)}`), "base64url"],
    ["hex", spelt((base64) => `keyVersion=1, signature=${Buffer.from(base64, "base64").toString("hex")}`), "hex"],
  ])("in %s", async (_, { spell }, expected) => {
    const stub = withConfig(seeded());
    const time = new Date().toISOString();
    const body = text();
    const signature = spell(await sign({ method: "POST", uri, clientId: "C1", time, body }, pair(0).privateKey));
    const code = await codeAt(await post(stub, { time, headers: { signature } }, body));
    const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT);
    expect(code).toBe(expected === "SUCCESS" ? expected : "INVALID_SIGNATURE");
    expect(attempts[0]?.signature?.cause ?? "SUCCESS").toBe(expected);
  });

  it("over a path that a proxy has cut is told by what the proxy says", async () => {
    const stub = withConfig(seeded());
    const signedUri = `/acme/eu${uri}`;
    await post(stub, { signedUri, headers: { "x-forwarded-prefix": "/acme/eu" } });
    await post(stub, { signedUri, headers: { "x-original-uri": signedUri } });
    await post(stub, { signedUri: `https://api.example${uri}`, headers: { "x-forwarded-host": "api.example" } });
    const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT);
    expect(attempts.map(({ signature }) => signature?.cause)).toEqual(["prefix-extra", "prefix-extra", "host-signed"]);
  });

  it("of a body that is too large to verify says so, unsigned", async () => {
    const response = await post(withConfig(seeded()), {}, JSON.stringify({ extendInfo: "x".repeat(1 << 20) }));
    expect(response.headers.has("signature")).toBe(false);
    expect(await codeAt(response)).toBe("PARAM_ILLEGAL");
  });

  it("is asked for by policy", async () => {
    const unsigned = { headers: { signature: undefined } };
    const wrong = { key: 1 };
    expect(await codeUnder("off", wrong)).toBe("SUCCESS");
    expect(await codeUnder("off", unsigned)).toBe("SUCCESS");
    expect(await codeUnder("optional", wrong)).toBe("INVALID_SIGNATURE");
    expect(await codeUnder("optional", unsigned)).toBe("SUCCESS");
    expect(await codeUnder("required", unsigned)).toBe("INVALID_SIGNATURE");
  });

  it("of anybody will do while no client is seeded, and proves nothing", async () => {
    const response = await post(withConfig({ policies: { signature: "required" } }));
    expect(response.headers.has("signature")).toBe(false);
    expect(await codeAt(response)).toBe("SUCCESS");
  });

  it("may be stale by the virtual clock", async () => {
    const stub = withConfig(seeded({ requestTimeTolerance: "PT5M" }));
    expect(await codeAt(await post(stub))).toBe("SUCCESS");
    expect(await codeAt(await post(stub, { time: String(Date.now()) }))).toBe("SUCCESS");
    const seconds = String(Math.trunc(Date.now() / 1000));
    expect(await codeAt(await post(stub, { time: seconds }))).toBe("SUCCESS");
    expect(await codeAt(await post(stub, { time: new Date().toISOString().slice(0, -1) }))).toBe("SUCCESS");
    expect(await codeAt(await post(stub, { time: "yesterday" }))).toBe("INVALID_SIGNATURE");
    await stub.control.post("/_stub/namespaces/{namespace}/clock", { ...DEFAULT, body: { advance: "PT6M" } });
    expect(await codeAt(await post(stub))).toBe("INVALID_SIGNATURE");
    const late = new Date(Date.now() + 360_000).toISOString();
    expect(await codeAt(await post(stub, { time: late }))).toBe("SUCCESS");
  });

  it("is diagnosed in the journal, where it is masked", async () => {
    const stub = withConfig(seeded());
    await post(stub, { signedUri: PATHS.sendMessage });
    const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT);
    expect(attempts[0]?.signature).toMatchObject({ verified: false, cause: "prefix-missing" });
    expect(attempts[0]?.request.headers["signature"]).toBe("algorithm=RSA256, keyVersion=1, signature=****");
    expect(attempts[0]?.request.body).toContain('"accessToken":"****"');
  });
});

describe("an answer to a verified request", () => {
  it("is signed with the platform's key, failures as well", async () => {
    const stub = withConfig(seeded());
    expect(await verified(stub, await post(stub))).toBe(true);
    expect(await verified(stub, await post(stub, {}, "{}"))).toBe(true);
  });

  it("is signed wrongly when that is planned", async () => {
    const stub = withConfig(seeded());
    const body = { times: 1, effect: { badSignature: true } } as const;
    await stub.control.post("/_stub/namespaces/{namespace}/faults", { ...DEFAULT, body });
    expect(await verified(stub, await post(stub))).toBe(false);
    expect(await verified(stub, await post(stub))).toBe(true);
  });
});

const planned = async (effect: { readonly unsigned: true } | { readonly otherClient: true }) => {
  const stub = withConfig(seeded());
  await stub.control.post("/_stub/namespaces/{namespace}/faults", { ...DEFAULT, body: { times: 1, effect } });
  const faulty = await post(stub);
  expect(await verified(stub, await post(stub))).toBe(true);
  return { faulty, key: await stub.control.get("/_stub/platform-key") };
};

describe("a planned fault of the signing of answers", () => {
  it("leaves the answer unsigned", async () => {
    const { faulty } = await planned({ unsigned: true });
    expect([faulty.headers.has("signature"), await codeAt(faulty)]).toEqual([false, "SUCCESS"]);
  });

  it("signs the answer rightly, for another client", async () => {
    const { faulty, key } = await planned({ otherClient: true });
    const clientId = faulty.headers.get("client-id") ?? "";
    const time = faulty.headers.get("response-time") ?? "";
    const { signature = "" } = parseSignatureHeader(faulty.headers.get("signature") ?? "") ?? {};
    expect(clientId).toBe("another-client");
    const message = { method: "POST", uri, clientId, time, body: await faulty.text() };
    expect(await verify(message, signature, await importPublicKey(key.publicKey))).toBe(true);
  });
});

const diagnose = async (change: Change, more: object = {}) =>
  withConfig(seeded()).control.post("/_stub/signature/diagnose", {
    body: { ...(await signedRequest(change)), ...more },
  });

describe("POST /_stub/signature/diagnose", () => {
  it("says what is wrong", async () => {
    expect(await diagnose({})).toMatchObject({
      verified: true,
      stringToSign: expect.stringContaining(`POST ${uri}\nC1.`),
    });
    expect(await diagnose({ signedUri: PATHS.sendMessage })).toMatchObject({
      verified: false,
      cause: "prefix-missing",
    });
    expect(await diagnose({ signedUri: new URL(BASE).origin + uri })).toMatchObject({ cause: "host-signed" });
    expect(await diagnose({ key: 1 })).toMatchObject({ verified: false, resultCode: "INVALID_SIGNATURE" });
    expect(await diagnose({}, { clientId: "C9" })).toMatchObject({ resultCode: "INVALID_CLIENT" });
    expect(await diagnose({}, { publicKey: pair(1).publicKey })).toMatchObject({ verified: false });
    await expect(diagnose({}, { publicKey: "nonsense" })).rejects.toMatchObject({ status: 400, field: "publicKey" });
  });
});
