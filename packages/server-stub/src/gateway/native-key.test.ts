import { importPrivateKey, importPublicKey, sign, verify } from "@miniprogram-messages/signature";
import { beforeAll, describe, expect, it } from "vitest";
import type { PlatformKeyRecord } from "../store/store.js";
import { signerOf, verifierOf } from "./native-key.js";
import { makePlatformKey } from "./platform-key.js";

let [own, foreign]: PlatformKeyRecord[] = [];
beforeAll(async () => {
  [own, foreign] = await Promise.all([makePlatformKey(), makePlatformKey()]);
});

const message = { method: "POST", uri: "/v2/x?a=1", clientId: "C1", time: "2026-01-31T08:30:00.000Z", body: "Grüße" };

const recordOf = (record: PlatformKeyRecord | undefined): PlatformKeyRecord => {
  if (!record) throw new Error("no such key");
  return record;
};

describe("the keys of node:crypto", () => {
  it("sign the same bytes as WebCrypto", async () => {
    const { privateKey } = recordOf(own);
    expect(await sign(message, signerOf(privateKey))).toBe(await sign(message, await importPrivateKey(privateKey)));
  });

  it.each<[string, object, (signature: string) => string, boolean]>([
    ["what was signed", {}, (signature) => signature, true],
    ["another body", { body: new Uint8Array([0xff]) }, (signature) => signature, false],
    ["another time", { time: "0" }, (signature) => signature, false],
    ["a signature cut short", {}, (signature) => signature.slice(0, 40), false],
    ["a longer signature", {}, (signature) => btoa(`${atob(signature)}\0`), false],
    ["no signature", {}, () => "", false],
    ["no base64", {}, () => "%", false],
  ])("agree with WebCrypto on %s", async (_name, change, damage, verdict) => {
    const { privateKey, publicKey } = recordOf(own);
    const signature = damage(await sign(message, signerOf(privateKey)));
    const key = await importPublicKey(publicKey);
    const changed = { ...message, ...change };
    expect(await verify(changed, signature, key)).toBe(verdict);
    expect(await verify(changed, signature, verifierOf(key))).toBe(verdict);
  });

  it("agree with WebCrypto on another key", async () => {
    const signature = await sign(message, signerOf(recordOf(foreign).privateKey));
    const key = await importPublicKey(recordOf(own).publicKey);
    expect(await verify(message, signature, key)).toBe(false);
    expect(await verify(message, signature, verifierOf(key))).toBe(false);
  });
});
