import { fromBinary, toBinary } from "./bytes.js";
import { type DerValue, readDer, readDerChildren, writeDer } from "./der.js";
import { SignatureError, type SignatureErrorCode } from "./errors.js";

/** A WebCrypto `CryptoKey`, described by shape so that no DOM or Node types are needed to use this package. */
export interface RsaKey {
  readonly type: string;
  readonly extractable: boolean;
  readonly algorithm: { readonly name: string };
  readonly usages: readonly string[];
}

/**
 * A key that stays where it is, such as in a KMS: it gets the bytes of the string to sign and returns the RSASSA-PKCS1-v1_5
 * SHA-256 signature over them. What it throws reaches the caller of `sign` unchanged.
 */
export interface Signer {
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** A key as text (PEM or bare base64), as bytes (DER, or a PEM file as read), or as a CryptoKey. */
export type KeyInput = string | Uint8Array | RsaKey;

export const isSigner = (key: unknown): key is Signer => typeof (key as Partial<Signer> | undefined)?.sign === "function";

const RSA_OID = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
const EC_OID = "\x06\x07\x2a\x86\x48\xce\x3d";
const RSA_ALGORITHM = `\x30\x0d${RSA_OID}\x05\x00`;

type Fail = (code: SignatureErrorCode, text: string, cause?: unknown) => SignatureError;

const encrypted = (fail: Fail): SignatureError =>
  fail("KEY_ENCRYPTED", "is encrypted; decrypt it first (openssl pkey)");

const toDer = (input: string | Uint8Array, fail: Fail): string => {
  const text = typeof input === "string" ? input : toBinary(input);
  if (typeof input !== "string" && text.startsWith("0")) return text;
  if (text.includes("ENCRYPTED")) throw encrypted(fail);
  const base64 = (/-----BEGIN [^-]+-----([^-]*)/.exec(text)?.[1] ?? text).replaceAll(/\\[rn]|[\s=]/g, "");
  try {
    // One character over a whole group carries no byte; the DER length below tells whether something is missing.
    return atob(base64.length % 4 === 1 ? base64.slice(0, -1) : base64);
  } catch {
    return "";
  }
};

const notRsa = (fail: Fail, kind = "no RSA key"): SignatureError =>
  fail("KEY_NOT_RSA", `is ${kind}; RSA with 2048 bits is needed`);

const checkAlgorithm = (der: string, algorithm: DerValue | undefined, fail: Fail): string => {
  if (der.startsWith(RSA_OID, algorithm?.start)) return der;
  throw notRsa(fail, der.startsWith(EC_OID, algorithm?.start) ? "an EC key" : undefined);
};

/** A certificate: its key follows version (optional), serial number, algorithm, issuer, validity and subject. */
const certificateKey = (der: string, body: DerValue): string => {
  const fields = readDerChildren(der, body);
  const key = fields[fields[0]?.tag === 0xa0 ? 6 : 5];
  return der.slice(key?.from, key?.end);
};

const toPkcs8 = (der: string, tags: string, algorithm: DerValue | undefined, fail: Fail): string => {
  if (/^2,4\b/.test(tags)) throw notRsa(fail, "an EC key");
  return tags.startsWith("2,2")
    ? writeDer(0x30, `\x02\x01\x00${RSA_ALGORITHM}${writeDer(4, der)}`)
    : checkAlgorithm(der, algorithm, fail);
};

const toSpki = (der: string, tags: string, [first]: DerValue[], fail: Fail): string => {
  if (tags === "2,2") return writeDer(0x30, RSA_ALGORITHM + writeDer(3, `\0${der}`));
  if (tags === "48,3" || !first) return checkAlgorithm(der, first, fail);
  const key = certificateKey(der, first);
  return checkAlgorithm(key, readDerChildren(key, readDer(key))[0], fail);
};

/** Which of the usual containers it is shows in the tags of its first level. */
const unwrap = (der: string, isPrivate: boolean, fail: Fail): string => {
  const outer = readDer(der);
  const isSequence = outer.tag === 0x30;
  if (isSequence && outer.end > der.length) throw fail("KEY_TRUNCATED", "is cut off; copy all of it");
  const children = isSequence && outer.end === der.length ? readDerChildren(der, outer) : [];
  const tags = children.map(({ tag }) => tag).join();
  if (/^2,(48,4|2,2,|4\b)/.test(tags)) {
    if (isPrivate) return toPkcs8(der, tags, children[1], fail);
    throw fail("KEY_IS_PRIVATE", "is a private key; its public half belongs here");
  }
  if (/^(2,2|48,3|48,48,3)$/.test(tags)) {
    if (!isPrivate) return toSpki(der, tags, children, fail);
    throw fail("KEY_IS_PUBLIC", "is a public key; the private one belongs here");
  }
  if (tags === "48,4") throw encrypted(fail);
  throw fail("KEY_UNREADABLE", `is no key; give ${isPrivate ? "PKCS#8 or PKCS#1" : "SPKI or X.509"} as PEM or base64`);
};

const load = async (input: KeyInput, name: string, isPrivate: boolean): Promise<RsaKey> => {
  const fail: Fail = (code, text, cause) => new SignatureError(code, `${name} ${text}`, cause);
  const usage = isPrivate ? "sign" : "verify";
  let key = input as RsaKey;
  if (typeof input === "string" || input instanceof Uint8Array) {
    const der = unwrap(toDer(input, fail), isPrivate, fail);
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    try {
      const bytes = fromBinary(der);
      key = await crypto.subtle.importKey(isPrivate ? "pkcs8" : "spki", bytes, algorithm, !isPrivate, [usage]);
    } catch (cause) {
      throw fail("KEY_UNREADABLE", "is damaged; export it again", cause);
    }
  }
  const algorithm = key?.algorithm as { name?: string; hash?: { name: string }; modulusLength?: number } | undefined;
  if (key?.type === (isPrivate ? "public" : "private")) {
    throw fail(isPrivate ? "KEY_IS_PUBLIC" : "KEY_IS_PRIVATE", `is a ${key.type} key; the other half belongs here`);
  }
  if (!/^RSASSA.*SHA-256$/.test(`${algorithm?.name}${algorithm?.hash?.name}`) || !key.usages.includes(usage)) {
    throw fail("KEY_UNUSABLE", `must be text, DER or a CryptoKey (RSASSA-PKCS1-v1_5, SHA-256, ${usage})`);
  }
  const bits = algorithm?.modulusLength ?? 0;
  if (bits < 2048) throw fail("KEY_TOO_SHORT", `has ${bits} bits; make one with 2048`);
  return key;
};

/**
 * Imports a private key once, to be kept for all calls: PKCS#8 or PKCS#1, PEM (line breaks in any form) or bare base64,
 * DER, or a CryptoKey. A {@link Signer} is passed through.
 *
 * @param name how error messages call the key.
 * @throws {@link SignatureError} with a `KEY_…` code; no message ever holds key material.
 */
export const importPrivateKey = async <K extends KeyInput | Signer>(
  input: K,
  name = "private key",
): Promise<K extends KeyInput ? RsaKey : RsaKey | Signer> =>
  (isSigner(input) ? input : await load(input as KeyInput, name, true)) as RsaKey;

/**
 * Imports a public key once, to be kept for all calls: SPKI or PKCS#1, PEM or bare base64, DER, an X.509 certificate
 * (its key alone is taken, nothing else of it is checked), or a CryptoKey.
 *
 * @param name how error messages call the key.
 * @throws {@link SignatureError} with a `KEY_…` code; no message ever holds key material.
 */
export const importPublicKey = (input: KeyInput, name = "public key"): Promise<RsaKey> => load(input, name, false);
