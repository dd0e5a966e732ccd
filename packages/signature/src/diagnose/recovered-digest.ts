import { type Bytes, toBinary } from "../bytes.js";
import type { RsaKey } from "../keys.js";
import { subtle } from "../subtle.js";

const toBigInt = (bytes: string): bigint =>
  BigInt(`0x0${Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("")}`);

const fromBase64Url = (text = ""): string => atob(text.replaceAll("-", "+").replaceAll("_", "/"));

const power = (base: bigint, exponent: bigint, modulus: bigint): bigint => {
  let result = 1n;
  for (let square = base % modulus, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
};

/** DigestInfo of SHA-256 (RFC 8017, 9.2, note 1), up to the digest. */
const SHA256_INFO = "3031300d060960864801650304020105000420";

/** What a signature turns out to hold once the public key is applied to it. */
export type Recovered = { readonly digest: string } | "wrong-hash" | "wrong-key" | "wrong-length" | "unreadable";

/**
 * Undoes the signature with the public key and reads the digest that was signed. The padding shows whether this key's
 * private half made it, which `verify` cannot tell apart from changed content.
 */
export const recoverDigest = async (signature: Uint8Array, key: RsaKey): Promise<Recovered> => {
  if (!key.extractable) return "unreadable";
  const { n, e } = await subtle().exportKey("jwk", key);
  const modulus = fromBase64Url(n);
  if (modulus.length !== signature.length) return "wrong-length";
  const padded = power(toBigInt(toBinary(signature)), toBigInt(fromBase64Url(e)), toBigInt(modulus));
  // The leading zero byte is lost in the number: 01 ff … ff 00 DigestInfo digest.
  const [, info] = /^1(?:ff){8,}00(30.+)$/.exec(padded.toString(16)) ?? [];
  if (!info) return "wrong-key";
  return info.startsWith(SHA256_INFO) ? { digest: info.slice(SHA256_INFO.length) } : "wrong-hash";
};

export const sha256Hex = async (bytes: Bytes): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
