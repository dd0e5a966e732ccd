import { type Bytes, fromBinary, toBinary } from "./bytes.js";
import { SignatureError } from "./errors.js";
import { unwrap, wrongHalf } from "./key-container.js";
import { toDer } from "./key-text.js";
import type { RsaKey } from "./rsa-key.js";
import { checkExponent, checkLength, checkModulus, checkNumbers, numbersOf } from "./rsa-numbers.js";
import { fromBase64Url, subtle } from "./subtle.js";

export type { RsaKey };

/**
 * A key that stays where it is, such as in a KMS: it gets the bytes of the string to sign and returns the RSASSA-PKCS1-v1_5
 * SHA-256 signature over them. What it throws reaches the caller of `sign` unchanged.
 */
export interface Signer {
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** The other half: whether the signature over these bytes is right. For runtimes with something faster than WebCrypto. */
export interface Verifier {
  verify(data: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>;
}

/** A key as text (PEM or bare base64), as bytes (DER, or a PEM file as read), or as a CryptoKey. */
export type KeyInput = string | Uint8Array | RsaKey;

/** `null` comes from configuration files that no compiler has seen. */
export const isSigner = (key: KeyInput | Signer | null): key is Signer =>
  typeof key === "object" && key !== null && "sign" in key;

const RSA_SHA256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

const usageOf = (isPrivate: boolean): "sign" | "verify" => (isPrivate ? "sign" : "verify");

const importDer = async (der: string, isPrivate: boolean): Promise<RsaKey> => {
  const format = isPrivate ? "pkcs8" : "spki";
  const crypto = subtle();
  try {
    // A public key may be exported again, a private one never.
    return await crypto.importKey(format, fromBinary(der), RSA_SHA256, !isPrivate, [usageOf(isPrivate)]);
  } catch (cause) {
    throw new SignatureError("KEY_UNREADABLE", "is damaged; export it again", cause);
  }
};

const isFor = (key: RsaKey, usage: "sign" | "verify"): boolean => {
  const { name, hash } = key?.algorithm ?? {};
  return name === RSA_SHA256.name && hash?.name === RSA_SHA256.hash && key.usages.includes(usage);
};

/** A CryptoKey has not been through `unwrap`, and tells its modulus only when it may leave. */
const checkCryptoKey = async (key: RsaKey, isPrivate: boolean): Promise<RsaKey> => {
  const usage = usageOf(isPrivate);
  if (key?.type === (isPrivate ? "public" : "private")) throw wrongHalf(isPrivate);
  if (!isFor(key, usage)) {
    const text = `must be text, DER or a CryptoKey (RSASSA-PKCS1-v1_5, SHA-256, ${usage})`;
    throw new SignatureError("KEY_UNUSABLE", text);
  }
  const { modulusLength = 0, publicExponent } = key.algorithm;
  checkLength(modulusLength);
  if (publicExponent) checkExponent(toBinary(publicExponent).replace(/^\0+/, ""));
  if (!isPrivate && key.extractable) checkModulus(fromBase64Url((await subtle().exportKey("jwk", key)).n));
  return key;
};

const derOf = (input: string | Uint8Array, isPrivate: boolean): string => {
  const der = unwrap(toDer(input), isPrivate);
  const numbers = numbersOf(der, isPrivate);
  if (numbers) checkNumbers(numbers);
  return der;
};

const loadText = async (input: string | Uint8Array, isPrivate: boolean): Promise<RsaKey> => {
  const key = await importDer(derOf(input, isPrivate), isPrivate);
  checkLength(key.algorithm.modulusLength ?? 0);
  return key;
};

const withName = (error: unknown, name: string): unknown =>
  error instanceof SignatureError ? new SignatureError(error.code, `${name} ${error.message}`, error.cause) : error;

const load = async (input: KeyInput, name: string, isPrivate: boolean): Promise<RsaKey> => {
  try {
    const isText = typeof input === "string" || input instanceof Uint8Array;
    return await (isText ? loadText(input, isPrivate) : checkCryptoKey(input, isPrivate));
  } catch (error) {
    throw withName(error, name);
  }
};

/**
 * A key in the form that other libraries take: PKCS#8 of a private one, SPKI of a public one, as DER, from whatever form it came
 * in, and judged as {@link importPrivateKey} and {@link importPublicKey} judge it.
 *
 * @param half which of the two is wanted.
 * @param name how error messages call the key.
 * @throws {@link SignatureError} with a `KEY_…` code; no message ever holds key material.
 */
export const keyToDer = (input: string | Uint8Array, half: "private" | "public", name = `${half} key`): Bytes => {
  try {
    return fromBinary(derOf(input, half === "private"));
  } catch (error) {
    throw withName(error, name);
  }
};

/**
 * Imports a private key once, to be kept for all calls: PKCS#8 or PKCS#1, PEM (line breaks in any form, quoted, base64-encoded once more) or bare base64,
 * DER, or a CryptoKey; RSA, 2048 to 8192 bits. A {@link Signer} is passed through.
 *
 * @param name how error messages call the key.
 * @throws {@link SignatureError} with a `KEY_…` code; no message ever holds key material.
 */
export function importPrivateKey(input: KeyInput, name?: string): Promise<RsaKey>;
export function importPrivateKey(input: KeyInput | Signer, name?: string): Promise<RsaKey | Signer>;
export async function importPrivateKey(input: KeyInput | Signer, name = "private key"): Promise<RsaKey | Signer> {
  return isSigner(input) ? input : load(input, name, true);
}

/**
 * Imports a public key once, to be kept for all calls: SPKI or PKCS#1, PEM or bare base64, DER, an X.509 certificate
 * (its key alone is taken, nothing else of it is checked), or a CryptoKey; RSA, 2048 to 8192 bits, an odd modulus and an
 * odd exponent of 3 or more.
 *
 * @param name how error messages call the key.
 * @throws {@link SignatureError} with a `KEY_…` code; no message ever holds key material.
 */
export const importPublicKey = (input: KeyInput, name = "public key"): Promise<RsaKey> => load(input, name, false);
