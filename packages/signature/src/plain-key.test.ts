import { describe, expect, it } from "vitest";
import { bare, pem } from "../test/fixture.js";
import { writeDer } from "./der.js";
import { importAnyKey } from "./key-forms.js";
import { importPlainKey } from "./plain-key.js";

const oneLine = (text: string): string => text.trim().replaceAll("\n", "");
const base64 = (der: string): string => Buffer.from(der, "latin1").toString("base64");
const derOf = (text: string): string => Buffer.from(bare(text), "base64").toString("latin1");

describe.each<[string, (text: string) => string]>([
  ["PEM", String],
  ["PEM with CRLF", (text) => text.replaceAll("\n", "\r\n")],
  ["PEM without line breaks", oneLine],
  ["PEM with \\n spelt out", (text) => text.replaceAll("\n", String.raw`\n`)],
  ["bare base64", bare],
  ["bare base64 in lines", (text) => bare(text).replaceAll(/.{64}/g, "$&\r\n")],
])("a plain key as %s", (_name, spell) => {
  it.each(["merchant.pkcs8", "platform.pkcs8", "rsa3072.pkcs8", "merchant.spki", "platform.spki", "rsa3072.spki"])(
    "is read at once from %s, as the reader of all forms reads it",
    async (name) => {
      const isPrivate = name.endsWith("pkcs8");
      const key = await importPlainKey(spell(pem(name)), isPrivate);
      const { type, extractable, usages, algorithm } = await importAnyKey(spell(pem(name)), "key", isPrivate);
      expect(key).toMatchObject({ type, extractable, usages, algorithm });
    },
  );
});

const pkcs8 = pem("merchant.pkcs8");
const spki = pem("merchant.spki");

/** A public key in SPKI with another modulus or exponent than the fixture's. */
const spkiOf = (change: (der: string) => string): string => base64(change(derOf(spki)));

const longer = (der: string): string => writeDer(0x30, `${der.slice(4)}\0`);

it.each<[string, string, "private" | "public"]>([
  ["the other half", spki, "private"],
  ["a private key for a public one", pkcs8, "public"],
  ["PKCS#1", pem("merchant.pkcs1"), "private"],
  ["a public key in PKCS#1", pem("merchant.public-pkcs1"), "public"],
  ["a certificate", pem("merchant.x509"), "public"],
  ["an EC key", pem("ec.pkcs8"), "private"],
  ["another label", pkcs8.replaceAll(" PRIVATE", " OPENSSH PRIVATE"), "private"],
  ["labels that differ", pkcs8.replace("END PRIVATE", "END PUBLIC"), "private"],
  ["no first line", pkcs8.slice(28), "private"],
  ["half a key", pkcs8.slice(0, 800), "private"],
  ["a block before it", pem("merchant.x509") + spki, "public"],
  ["a block after it", spki + pem("merchant.x509"), "public"],
  ["1024 bits", pem("rsa1024.spki"), "public"],
  ["bytes after its end", spkiOf((der) => `${der}\0`), "public"],
  ["bytes after its numbers", spkiOf(longer), "public"],
  ["an even exponent", spkiOf((der) => der.replace("\x02\x03\x01\0\x01", "\x02\x03\x01\0\x02")), "public"],
  ["an even modulus", spkiOf((der) => `${der.slice(0, -6)}\0${der.slice(-5)}`), "public"],
  ["damage", spkiOf((der) => der.slice(0, 24) + "U".repeat(176) + der.slice(200)), "public"],
  ["words", "my secret passphrase", "private"],
  ["nothing", "", "public"],
])("leaves %s to the reader of all forms", async (_what, text, half) => {
  expect(await importPlainKey(text, half === "private")).toBeUndefined();
});
