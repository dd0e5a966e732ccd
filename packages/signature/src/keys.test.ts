import { createPrivateKey, createPublicKey } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bare, pem } from "../test/fixture.js";
import { importPrivateKey, importPublicKey, type KeyInput, SignatureError, sign, verify } from "./index.js";

const message = { method: "POST", uri: "/v2/x", clientId: "CLIENT_1", time: "t", body: "{}" };
const pkcs8 = pem("merchant.pkcs8");
const pkcs1 = pem("merchant.pkcs1");
const spki = pem("merchant.spki");
const oneLine = (text: string): string => text.trim().replaceAll("\n", "");
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const der = (text: string): Uint8Array => new Uint8Array(Buffer.from(bare(text), "base64"));

const spellings: [string, (text: string) => string | Uint8Array][] = [
  ["PEM", (text) => text],
  ["PEM with CRLF", (text) => text.replaceAll("\n", "\r\n")],
  ["PEM without line breaks", oneLine],
  ["PEM with spaces for line breaks", (text) => text.replaceAll("\n", " ")],
  ["PEM with \\n spelt out, as in an environment variable", (text) => text.replaceAll("\n", String.raw`\n`)],
  ["PEM after other text", (text) => `Bag Attributes\n    friendlyName: x\n${text}`],
  ["PEM as a file's bytes", bytes],
  ["bare base64", bare],
  ["bare base64 in lines", (text) => bare(text).replaceAll(/.{64}/g, "$&\r\n")],
  ["bare base64 without padding", (text) => bare(text).replaceAll("=", "")],
  ["DER", der],
];

describe.each(spellings)("a key as %s", (_name, spell) => {
  it.each(["merchant.pkcs8", "merchant.pkcs1"])("is read from %s", async (name) => {
    const key = await importPrivateKey(spell(pem(name)));
    const signature = await sign(message, key);
    expect(await verify(message, signature, await importPublicKey(spki))).toBe(true);
    expect(key.extractable).toBe(false);
  });

  it.each(["merchant.spki", "merchant.public-pkcs1", "merchant.x509"])("is read from %s", async (name) => {
    const signature = await sign(message, await importPrivateKey(pkcs8));
    expect(await verify(message, signature, await importPublicKey(spell(pem(name))))).toBe(true);
  });
});

it("takes a CryptoKey as it is", async () => {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const privateKey = await crypto.subtle.importKey("pkcs8", new Uint8Array(der(pkcs8)), algorithm, false, ["sign"]);
  const publicKey = await crypto.subtle.importKey("spki", new Uint8Array(der(spki)), algorithm, true, ["verify"]);
  expect(await importPrivateKey(privateKey)).toBe(privateKey);
  expect(await importPublicKey(publicKey)).toBe(publicKey);
});

const cryptoKey = (name: string, hash: string, usage: "sign" | "encrypt"): Promise<CryptoKeyLike> =>
  usage === "sign"
    ? crypto.subtle.importKey("pkcs8", new Uint8Array(der(pkcs8)), { name, hash }, false, [usage])
    : crypto.subtle.importKey("spki", new Uint8Array(der(spki)), { name, hash }, false, [usage]);
type CryptoKeyLike = Exclude<KeyInput, string | Uint8Array>;

const untyped = (value: unknown): KeyInput => JSON.parse(JSON.stringify({ value })).value;

describe.each<[string, string, "private" | "public", () => KeyInput | Promise<KeyInput>, RegExp]>([
  ["KEY_IS_PUBLIC", "a public key", "private", () => spki, /is a public key/],
  ["KEY_IS_PUBLIC", "a PKCS#1 public key", "private", () => bare(pem("merchant.public-pkcs1")), /is a public key/],
  ["KEY_IS_PUBLIC", "a certificate", "private", () => pem("merchant.x509"), /is a public key/],
  ["KEY_IS_PUBLIC", "a public CryptoKey", "private", () => importPublicKey(spki), /is a public key/],
  ["KEY_IS_PRIVATE", "a PKCS#8 key", "public", () => pkcs8, /is a private key/],
  ["KEY_IS_PRIVATE", "a PKCS#1 key", "public", () => bare(pkcs1), /is a private key/],
  ["KEY_IS_PRIVATE", "an EC private key", "public", () => pem("ec.sec1"), /is a private key/],
  ["KEY_IS_PRIVATE", "a private CryptoKey", "public", () => importPrivateKey(pkcs8), /is a private key/],
  ["KEY_TRUNCATED", "half a key", "private", () => pkcs8.slice(0, 800), /cut off/],
  ["KEY_TRUNCATED", "a key without its last line", "private", () => pkcs1.replace(/.+\n-.+\n$/, ""), /cut off/],
  ["KEY_TRUNCATED", "half a public key", "public", () => bare(spki).slice(0, 201), /cut off/],
  ["KEY_NOT_RSA", "an EC key", "private", () => pem("ec.pkcs8"), /is an EC key/],
  ["KEY_NOT_RSA", "an EC key of openssl ec", "private", () => pem("ec.sec1"), /is an EC key/],
  ["KEY_NOT_RSA", "an EC public key", "public", () => pem("ec.spki"), /is an EC key/],
  ["KEY_NOT_RSA", "a certificate with an EC key", "public", () => pem("ec.x509"), /is an EC key/],
  ["KEY_NOT_RSA", "an Ed25519 key", "private", () => pem("ed25519.pkcs8"), /is no RSA key/],
  ["KEY_TOO_SHORT", "1024 bits", "private", () => pem("rsa1024.pkcs8"), /1024 bits/],
  ["KEY_TOO_SHORT", "1024 bits in PKCS#1", "private", () => pem("rsa1024.pkcs1"), /1024 bits/],
  ["KEY_TOO_SHORT", "1024 bits, public", "public", () => pem("rsa1024.spki"), /1024 bits/],
  ["KEY_ENCRYPTED", "an encrypted key", "private", () => pem("merchant.encrypted"), /encrypted/],
  ["KEY_ENCRYPTED", "an encrypted key as base64", "private", () => bare(pem("merchant.encrypted")), /encrypted/],
  ["KEY_ENCRYPTED", "an encrypted PKCS#1 key", "private", () => pem("merchant.encrypted-pkcs1"), /encrypted/],
  ["KEY_UNREADABLE", "nothing", "private", () => "", /is no key/],
  ["KEY_UNREADABLE", "words", "private", () => "my secret passphrase", /is no key/],
  ["KEY_UNREADABLE", "words", "public", () => "platform key goes here", /is no key/],
  ["KEY_UNREADABLE", "the path of a key file", "private", () => "/etc/keys/merchant.pem", /is no key/],
  ["KEY_UNREADABLE", "an OpenSSH public key", "public", () => "ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB", /is no key/],
  ["KEY_UNREADABLE", "no bytes", "private", () => new Uint8Array(), /is no key/],
  ["KEY_UNREADABLE", "damaged bytes", "public", () => der(spki).fill(0x55, 24, 200), /damaged/],
  ["KEY_UNUSABLE", "null", "private", () => untyped(null), /must be text/],
  ["KEY_UNUSABLE", "an object", "public", () => untyped({}), /must be text/],
  ["KEY_UNUSABLE", "a CryptoKey for PSS", "private", () => cryptoKey("RSA-PSS", "SHA-256", "sign"), /must be text/],
  ["KEY_UNUSABLE", "another hash", "private", () => cryptoKey("RSASSA-PKCS1-v1_5", "SHA-512", "sign"), /must be text/],
  ["KEY_UNUSABLE", "a key to encrypt", "public", () => cryptoKey("RSA-OAEP", "SHA-256", "encrypt"), /must be text/],
])("%s", (...[code, what, half, make, text]) => {
  it(`says so of ${what} where a ${half} key belongs, without showing it`, async () => {
    const input = await make();
    const load = half === "private" ? importPrivateKey : importPublicKey;
    const error: unknown = await load(input, "testKey").catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SignatureError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(/^testKey /) });
    expect(error).toHaveProperty("message", expect.stringMatching(text));
    const shown = JSON.stringify([error, String(error)]);
    const excerpt = typeof input === "string" && input.length > 40 ? bare(input).slice(30, 42) : "BEGIN";
    expect(shown).not.toContain(excerpt);
  });
});

it("names the key by default", async () => {
  await expect(importPrivateKey("x")).rejects.toThrow(/^private key is no key/);
  await expect(importPublicKey("x")).rejects.toThrow(/^public key is no key/);
});

it("keeps the cause of a damaged key, and out of the log", async () => {
  const error: unknown = await importPublicKey(der(spki).fill(0x55, 24, 200)).catch((reason: unknown) => reason);
  expect(error).toHaveProperty("cause");
  expect(Object.keys(JSON.parse(JSON.stringify(error)))).toEqual(["name", "code", "message"]);
});

it("answers every other input with its own error, never with another crash", async () => {
  const start = fc.constantFrom("", "0\u0082\u0004", "MIIE", "-----BEGIN PRIVATE KEY-----", "0\u0080", "0\u0003\u0002");
  const input = fc.oneof(
    fc.uint8Array(),
    fc.tuple(start, fc.string()).map((parts) => parts.join("")),
  );
  const property = fc.asyncProperty(input, fc.boolean(), async (key, isPrivate) => {
    const error: unknown = await (isPrivate ? importPrivateKey : importPublicKey)(key).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SignatureError);
  });
  await fc.assert(property, { numRuns: 300 });
});

it("reads what Node exports", async () => {
  const key = createPrivateKey(pkcs8);
  for (const type of ["pkcs1", "pkcs8"] as const) {
    await expect(importPrivateKey(new Uint8Array(key.export({ type, format: "der" })))).resolves.toBeDefined();
  }
  for (const type of ["pkcs1", "spki"] as const) {
    await expect(
      importPublicKey(createPublicKey(pkcs8).export({ type, format: "pem" }).toString()),
    ).resolves.toBeDefined();
  }
});
