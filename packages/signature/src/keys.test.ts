import { createPrivateKey, createPublicKey } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bare, pem } from "../test/fixture.js";
import { fromBinary } from "./bytes.js";
import { writeDer } from "./der.js";
import { importPrivateKey, importPublicKey, type KeyInput, SignatureError, sign, verify } from "./index.js";
import { keyToDer } from "./key-to-der.js";

const message = { method: "POST", uri: "/v2/x", clientId: "CLIENT_1", time: "t", body: "{}" };
const pkcs8 = pem("merchant.pkcs8");
const pkcs1 = pem("merchant.pkcs1");
const spki = pem("merchant.spki");
const oneLine = (text: string): string => text.trim().replaceAll("\n", "");
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const der = (text: string): Uint8Array => new Uint8Array(Buffer.from(bare(text), "base64"));

const again = (text: string): string => Buffer.from(text).toString("base64");

const spellings: [string, (text: string) => string | Uint8Array][] = [
  ["PEM", (text) => text],
  ["PEM with CRLF", (text) => text.replaceAll("\n", "\r\n")],
  ["PEM without line breaks", oneLine],
  ["PEM with spaces for line breaks", (text) => text.replaceAll("\n", " ")],
  ["PEM with \\n spelt out, as in an environment variable", (text) => text.replaceAll("\n", String.raw`\n`)],
  ["PEM after other text", (text) => `Bag Attributes\n    friendlyName: x\n${text}`],
  ["PEM as a file's bytes", bytes],
  ["PEM with \\n escaped twice", (text) => text.replaceAll("\n", String.raw`\\n`)],
  ["PEM with \\r\\n spelt out", (text) => text.replaceAll("\n", String.raw`\r\n`)],
  ["PEM in double quotes", (text) => `"${text}"`],
  ["PEM in single quotes, with \\n spelt out", (text) => `'${text.replaceAll("\n", String.raw`\n`)}'`],
  ["PEM as JSON text", (text) => JSON.stringify(text)],
  ["PEM after a byte order mark", (text) => `\uFEFF${text}`],
  ["PEM as a file's bytes after a byte order mark", (text) => bytes(`\uFEFF${text}`)],
  ["PEM, indented as in YAML", (text) => text.replaceAll(/^/gm, "    ")],
  ["base64 of a PEM file", again],
  ["base64 of a PEM file in lines", (text) => again(text).replaceAll(/.{76}/g, "$&\n")],
  ["base64 of base64 of a PEM file", (text) => again(again(text))],
  ["base64 of a PEM file with CRLF and a byte order mark", (text) => again(`\uFEFF${text.replaceAll("\n", "\r\n")}`)],
  ["bare base64 in quotes", (text) => `"${bare(text)}"`],
  ["bare base64 with escaped slashes", (text) => bare(text).replaceAll("/", String.raw`\/`)],
  ["bare base64 after a byte order mark", (text) => `\uFEFF${bare(text)}`],
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

const certificate = pem("merchant.x509");
const parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf16le"));
const text8 = (file: Uint8Array): string => Buffer.from(file).toString("utf8");
const latin1 = (file: Uint8Array): string => Buffer.from(file).toString("latin1");
const writeBytes = (content: string): Uint8Array => fromBinary(writeDer(0x30, content));

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
  ["KEY_UNREADABLE", "the path of a key file", "private", () => "/etc/keys/merchant.pem", /but a path/],
  ["KEY_UNREADABLE", "a file's name", "public", () => "merchant.pub", /but a path/],
  ["KEY_UNREADABLE", "an OpenSSH public key", "public", () => "ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB", /but OpenSSH's/],
  [
    "KEY_UNREADABLE",
    "an OpenSSH key",
    "private",
    () => pkcs8.replaceAll(" PRIVATE", " OPENSSH PRIVATE"),
    /but OpenSSH's/,
  ],
  ["KEY_UNREADABLE", "a certificate request", "public", () => "-----BEGIN CERTIFICATE REQUEST-----\n", /request/],
  ["KEY_UNREADABLE", "a JWK", "public", () => '{"kty":"RSA"}', /JWK/],
  ["KEY_UNREADABLE", "hex", "private", () => Buffer.from(der(pkcs8)).toString("hex"), /but hex/],
  ["KEY_UNREADABLE", "a UTF-16 file", "private", () => utf16(`\uFEFF${pkcs8}`), /UTF-16/],
  ["KEY_UNREADABLE", "a UTF-16 file without mark", "public", () => utf16(spki), /UTF-16/],
  ["KEY_UNREADABLE", "a UTF-16 file read as UTF-8", "private", () => text8(utf16(`\uFEFF${pkcs8}`)), /UTF-16/],
  ["KEY_UNREADABLE", "a UTF-16 file read as Latin-1", "public", () => latin1(utf16(`\uFEFF${spki}`)), /UTF-16/],
  [
    "KEY_UNREADABLE",
    "a certificate before the key",
    "private",
    () => certificate + pkcs8,
    /another block \(certificate\)/,
  ],
  [
    "KEY_UNREADABLE",
    "a certificate before the key",
    "public",
    () => certificate + spki,
    /another block \(certificate\)/,
  ],
  ["KEY_UNREADABLE", "a certificate before the private key", "public", () => certificate + pkcs8, /another block/],
  ["KEY_UNREADABLE", "a PKCS#12 store", "private", () => writeBytes("\x02\x01\x03\x30\x00\x30\x00"), /PKCS#12/],
  ["KEY_NOT_RSA", "an EC key with its parameters", "private", () => parameters + pem("ec.sec1"), /is an EC key/],
  ["KEY_TRUNCATED", "PEM without its first line", "private", () => pkcs8.slice(28), /cut off/],
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

const binary = (value: bigint): string => {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex").toString("latin1");
};

const url = (value: bigint): string => Buffer.from(binary(value), "latin1").toString("base64url");

const integer = (value: bigint): string => writeDer(2, `\0${binary(value)}`);

const jwk = createPublicKey(spki).export({ format: "jwk" });
const modulus = BigInt(`0x${Buffer.from(jwk.n ?? "", "base64url").toString("hex")}`);

/** A public key with any numbers, in PKCS#1; `openssl` would not make it. */
const publicKey = (n: bigint, e: bigint): Uint8Array => writeBytes(integer(n) + integer(e));

/** A private key likewise: nothing but its public numbers is looked at before the import. */
const privateKey = (n: bigint, e: bigint): Uint8Array =>
  writeBytes(`\x02\x01\0${[n, e, 1n, 1n, 1n, 1n, 1n, 1n].map(integer).join("")}`);

describe.each<[string, string, bigint, bigint, RegExp]>([
  ["KEY_WEAK", "the exponent 1", modulus, 1n, /public exponent that is even or below 3/],
  ["KEY_WEAK", "the exponent 2", modulus, 2n, /public exponent/],
  ["KEY_WEAK", "the exponent 0", modulus, 0n, /public exponent/],
  ["KEY_WEAK", "an even exponent", modulus, 65_536n, /public exponent/],
  ["KEY_WEAK", "an exponent above the modulus", modulus, modulus + 2n, /public exponent above its modulus/],
  ["KEY_WEAK", "an even modulus", modulus + 1n, 65_537n, /even modulus/],
  ["KEY_WEAK", "a modulus of ones", 2n ** 2048n - 1n, 65_537n, /modulus that 3 divides/],
  ["KEY_TOO_SHORT", "2047 bits", modulus >> 1n, 65_537n, /has 2047 bits/],
  ["KEY_TOO_LONG", "8193 bits", 2n ** 8192n + 1n, 65_537n, /has 8193 bits/],
  ["KEY_TOO_LONG", "65,536 bits", 2n ** 65_535n + 1n, 65_537n, /has 65536 bits/],
])("%s", (...[code, what, n, e, text]) => {
  it(`refuses ${what}, public and private`, async () => {
    const refused = { code, message: expect.stringMatching(text) };
    await expect(importPublicKey(publicKey(n, e))).rejects.toMatchObject(refused);
    await expect(importPrivateKey(privateKey(n, e))).rejects.toMatchObject(refused);
  });
});

const weak = (n: bigint, e: bigint): Promise<CryptoKeyLike> => {
  const key = { kty: "RSA", n: url(n), e: url(e) };
  return crypto.subtle.importKey("jwk", key, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, true, ["verify"]);
};

it("refuses a CryptoKey with weak numbers too", async () => {
  await expect(importPublicKey(await weak(modulus, 1n))).rejects.toMatchObject({ code: "KEY_WEAK" });
  await expect(importPublicKey(await weak(2n ** 2048n - 1n, 3n))).rejects.toMatchObject({ code: "KEY_WEAK" });
  await expect(importPublicKey(await weak(modulus, 3n))).resolves.toBeDefined();
});

it("says that there is no WebCrypto, where there is none", async () => {
  const { crypto } = globalThis;
  Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
  try {
    await expect(importPrivateKey(pkcs8)).rejects.toMatchObject({
      code: "NO_WEBCRYPTO",
      message: expect.stringContaining("private key needs crypto.subtle"),
    });
  } finally {
    Object.defineProperty(globalThis, "crypto", { value: crypto, configurable: true });
  }
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

it("gives other libraries the DER of every form", () => {
  const read = createPrivateKey({ key: Buffer.from(keyToDer(again(pkcs1), "private")), format: "der", type: "pkcs8" });
  expect(read.equals(createPrivateKey(pkcs8))).toBe(true);
  const half = createPublicKey({ key: Buffer.from(keyToDer(certificate, "public")), format: "der", type: "spki" });
  expect(half.equals(createPublicKey(spki))).toBe(true);
  expect(() => keyToDer(pkcs8, "public", "--key")).toThrow("--key is a private key");
  expect(() => keyToDer(publicKey(modulus, 1n), "public")).toThrow("public key has a public exponent");
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
