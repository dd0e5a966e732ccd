import { toBigInt } from "../big-integer.js";
import { toBinary } from "../bytes.js";
import type { RsaKey } from "../rsa-key.js";
import { fromBase64Url, subtle } from "../subtle.js";
import type { DiagnosisCause } from "./cause.js";
import { readPss } from "./pss.js";
import type { Sha256 } from "./sha256.js";

/** What this key's private half signed. */
export interface Signed {
  /** What is wrong already, whatever was signed. */
  readonly causes: readonly DiagnosisCause[];
  readonly detail?: string | undefined;
  /** Whether a message with this digest was signed; missing when another hash than SHA-256 was. */
  readonly isSigned?: ((digest: string) => boolean | Promise<boolean>) | undefined;
}

/** What a signature turns out to hold once the public key is applied to it. */
export type Recovered = Signed | "wrong-key" | "wrong-length" | "unreadable";

const power = (base: bigint, exponent: bigint, modulus: bigint): bigint => {
  let result = 1n;
  for (let square = base % modulus, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
};

/** DigestInfo (RFC 8017, 9.2, note 1) of each hash, up to the digest. */
const DIGEST_INFO: readonly (readonly [hash: string, prefix: string])[] = [
  ["SHA-256", "3031300d060960864801650304020105000420"],
  ["SHA-1", "3021300906052b0e03021a05000414"],
  ["SHA-512", "3051300d060960864801650304020305000440"],
  ["SHA-384", "3041300d060960864801650304020205000430"],
  ["SHA-224", "302d300d06096086480165030402040500041c"],
  ["MD5", "3020300c06082a864886f70d020505000410"],
];

const ASCII_HEX = /^(?:3\d|6[1-6]){64}$/;

/** A digest that somebody padded by himself: its 32 bytes, or their hex as text. */
const bareDigest = (content: string): string | undefined => {
  if (content.length === 64) return content;
  if (!ASCII_HEX.test(content)) return undefined;
  return content.replaceAll(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16)));
};

const readPkcs1 = (content: string): Signed => {
  const [hash, prefix = ""] = DIGEST_INFO.find(([, start]) => content.startsWith(start)) ?? [];
  if (hash === "SHA-256") {
    const digest = content.slice(prefix.length);
    return { causes: [], isSigned: (candidate) => candidate === digest };
  }
  if (hash) return { causes: ["wrong-hash"], detail: `it was ${hash}` };
  const digest = bareDigest(content);
  return { causes: ["digest-info-missing"], isSigned: digest ? (candidate) => candidate === digest : undefined };
};

/** Exponents beyond this are too slow for anything but the runtime's own verification. */
const LONGEST_EXPONENT = 8;

/**
 * Undoes the signature with the public key and reads the digest that was signed. The padding shows whether this key's
 * private half made it, which `verify` cannot tell apart from changed content.
 */
export const recoverDigest = async (signature: Uint8Array, key: RsaKey, sha256: Sha256): Promise<Recovered> => {
  if (!key.extractable) return "unreadable";
  const jwk = await subtle().exportKey("jwk", key);
  const modulus = fromBase64Url(jwk.n);
  const exponent = fromBase64Url(jwk.e);
  if (modulus.length !== signature.length) return "wrong-length";
  if (exponent.length > LONGEST_EXPONENT) return "unreadable";
  const padded = power(toBigInt(toBinary(signature)), toBigInt(exponent), toBigInt(modulus)).toString(16);
  // The leading zero byte is lost in the number: 01 ff … ff 00 DigestInfo digest.
  const [, content] = /^1(?:ff){8,}00(.+)$/.exec(padded) ?? [];
  if (content) return readPkcs1(content);
  const pss = await readPss(padded, modulus.length, sha256);
  return pss ? { causes: ["rsa-pss"], detail: `with ${pss.hash}`, isSigned: pss.isSigned } : "wrong-key";
};
