import { createSign, createVerify } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pem } from "../test/fixture.js";
import { importPrivateKey, importPublicKey, parseSignatureHeader, sign, stringToSign, verify } from "./index.js";

const message = { method: "POST", uri: "/v2/messages/sendInbox", clientId: "CLIENT_1", time: "t", body: "{}" };
const privateKey = await importPrivateKey(pem("merchant.pkcs8"));
const publicKey = await importPublicKey(pem("merchant.spki"));

describe("sign and verify", () => {
  it("hold for any parts and bytes, as OpenSSL sees it too", async () => {
    const part = fc.string({ unit: "grapheme" });
    const property = fc.asyncProperty(part, part, part, fc.uint8Array(), async (uri, clientId, time, body) => {
      const any = { method: "POST", uri, clientId, time, body };
      const signature = await sign(any, privateKey);
      expect(await verify(any, signature, publicKey)).toBe(true);
      const openssl = createVerify("sha256").update(stringToSign(any));
      expect(openssl.verify(pem("merchant.spki"), signature, "base64")).toBe(true);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it("signs with a key that stays elsewhere", async () => {
    const seen: Uint8Array[] = [];
    const signer = {
      sign: (data: Uint8Array): Promise<Uint8Array> => {
        seen.push(data);
        return Promise.resolve(new Uint8Array(createSign("sha256").update(data).sign(pem("merchant.pkcs8"))));
      },
    };
    expect(await importPrivateKey(signer)).toBe(signer);
    expect(await sign(message, signer)).toBe(await sign(message, privateKey));
    expect(seen).toEqual([stringToSign(message)]);
  });

  it("hands a signer's failure on as it is", async () => {
    const failure = new Error("KMS is away");
    await expect(sign(message, { sign: () => Promise.reject(failure) })).rejects.toBe(failure);
  });

  it("refuses a signature that is changed in any character", async () => {
    const signature = await sign(message, privateKey);
    const changed = Array.from(signature, (character, index) => {
      const other = String.fromCharCode(character.charCodeAt(0) ^ 1);
      return signature.slice(0, index) + other + signature.slice(index + 1);
    });
    const verdicts = await Promise.all(changed.map((text) => verify(message, text, publicKey)));
    expect(verdicts).toEqual(Array.from(changed, () => false));
  });

  it("refuses base64 that only decodes to the same bytes", async () => {
    const signature = await sign(message, privateKey);
    // Of the last character four bits carry nothing: the next one in the alphabet decodes to the same bytes.
    const unusedBits = signature.replace(/.(?===$)/, (last) => String.fromCharCode(last.charCodeAt(0) + 1));
    expect(Buffer.from(unusedBits, "base64")).toEqual(Buffer.from(signature, "base64"));
    for (const text of [signature.slice(0, -2), ` ${signature}`, `${signature}\n`, unusedBits, "", "=", "%%", "ü"]) {
      expect(await verify(message, text, publicKey)).toBe(false);
    }
  });

  it("knows no signature of another key or of another length", async () => {
    const signature = await sign(message, privateKey);
    expect(await verify(message, signature, await importPublicKey(pem("platform.spki")))).toBe(false);
    expect(await verify(message, signature, await importPublicKey(pem("rsa3072.spki")))).toBe(false);
  });

  it("keeps a plus through the header", async () => {
    const bodies = Array.from({ length: 8 }, (_, index) => ({ ...message, body: String(index) }));
    const signatures = await Promise.all(bodies.map((body) => sign(body, privateKey)));
    const index = signatures.findIndex((signature) => signature.includes("+"));
    const header = parseSignatureHeader(`algorithm=RSA256, keyVersion=1, signature=${signatures[index]}`);
    expect(await verify(bodies[index] ?? message, header?.signature ?? "", publicKey)).toBe(true);
  });
});
