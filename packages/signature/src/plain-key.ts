import { fromBinary } from "./bytes.js";
import type { KeyInput, RsaKey } from "./rsa-key.js";
import { LONGEST, SHORTEST, smallFactor } from "./rsa-strength.js";
import { subtle } from "./subtle.js";

export const RSA_SHA256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

export const usageOf = (isPrivate: boolean): "sign" | "verify" => (isPrivate ? "sign" : "verify");

/** Imports PKCS#8 or SPKI. A public key may be exported again, a private one never. */
export const importDer = async (der: string, isPrivate: boolean): Promise<RsaKey> =>
  subtle().importKey(isPrivate ? "pkcs8" : "spki", fromBinary(der), RSA_SHA256, !isPrivate, [usageOf(isPrivate)]);

/** PEM of one block, or bare base64. */
const TEXT = /^\s*(?:-----BEGIN (P\w+) KEY-----([^-]+)-----END \1 KEY-----|([^-]+))\s*$/;

/** PKCS#8 or SPKI of an RSA key up to the content of its modulus, every length in two bytes: so it is from 2048 bits on. */
const HEAD =
  // oxlint-disable-next-line no-control-regex -- DER is bytes
  /^0\x82(..)(?:\x02\x01\0)?0\r\x06\t\x2a\x86H\x86\xf7\r\x01\x01\x01\x05\0(?:\x03\x82..\0|\x04\x82..)0\x82..(?:\x02\x01\0)?\x02\x82(..)/s;

/** 65537, as DER: other exponents are legal, and rare. */
const EXPONENT = "\x02\x03\x01\0\x01";

const lengthOf = (twoBytes = ""): number => twoBytes.charCodeAt(0) * 256 + twoBytes.charCodeAt(1);

const isPlain = (der: string): boolean => {
  const [head = "", rest, digits] = HEAD.exec(der) ?? [];
  const end = head.length + lengthOf(digits);
  return (
    der.length === 4 + lengthOf(rest) && der.startsWith(EXPONENT, end) && !smallFactor(der.slice(head.length, end))
  );
};

/**
 * Imports a key as OpenSSL writes it, when nothing at all is wrong with it. What this refuses is not yet illegal: `key-forms.ts` reads
 * every form, and has the last word.
 */
export const importPlainKey = async (input: KeyInput, isPrivate: boolean): Promise<RsaKey | undefined> => {
  if (typeof input !== "string") return undefined;
  try {
    const [, , pem, bare = ""] = TEXT.exec(input.replaceAll(String.raw`\n`, "\n")) ?? [];
    const der = atob(pem ?? bare);
    if (!isPlain(der)) return undefined;
    const key = await importDer(der, isPrivate);
    const { modulusLength = 0 } = key.algorithm;
    return modulusLength >= SHORTEST && modulusLength <= LONGEST ? key : undefined;
  } catch {
    return undefined;
  }
};
