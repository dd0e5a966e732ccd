import { fromBinary, toBinary } from "./bytes.js";
import { type DerValue, readDer, readDerChildren, writeDer } from "./der.js";
import { SignatureError } from "./errors.js";

/** A WebCrypto `CryptoKey`, described by shape so that no DOM or Node types are needed to use this package. */
export interface RsaKey {
  readonly type: string;
  readonly extractable: boolean;
  readonly algorithm: {
    readonly name: string;
    readonly hash?: { readonly name: string };
    readonly modulusLength?: number;
  };
  readonly usages: readonly string[];
}

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

const RSA_OID = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
const EC_OID = "\x06\x07\x2a\x86\x48\xce\x3d";
const RSA_ALGORITHM = `\x30\x0d${RSA_OID}\x05\x00`;

const RSA_SHA256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

const usageOf = (isPrivate: boolean): "sign" | "verify" => (isPrivate ? "sign" : "verify");

const encrypted = (): SignatureError =>
  new SignatureError("KEY_ENCRYPTED", "is encrypted; decrypt it first (openssl pkey)");

const wrongHalf = (isPrivate: boolean): SignatureError =>
  isPrivate
    ? new SignatureError("KEY_IS_PUBLIC", "is a public key; the private one belongs here")
    : new SignatureError("KEY_IS_PRIVATE", "is a private key; its public half belongs here");

const notRsa = (kind: string): SignatureError =>
  new SignatureError("KEY_NOT_RSA", `is ${kind} key; RSA with 2048 bits is needed`);

const toDer = (input: string | Uint8Array): string => {
  const text = typeof input === "string" ? input : toBinary(input);
  if (typeof input !== "string" && text.startsWith("0")) return text;
  if (text.includes("ENCRYPTED")) throw encrypted();
  const base64 = (/-----BEGIN [^-]+-----([^-]*)/.exec(text)?.[1] ?? text).replaceAll(/\\[rn]|[\s=]/g, "");
  try {
    // One character over a whole group carries no byte; the DER length below tells whether something is missing.
    return atob(base64.length % 4 === 1 ? base64.slice(0, -1) : base64);
  } catch {
    return "";
  }
};

const checkAlgorithm = (der: string, algorithm: DerValue | undefined): string => {
  if (der.startsWith(RSA_OID, algorithm?.start)) return der;
  throw notRsa(der.startsWith(EC_OID, algorithm?.start) ? "an EC" : "no RSA");
};

/** A certificate: its key follows version (optional), serial number, algorithm, issuer, validity and subject. */
const certificateKey = (der: string, body: DerValue): string => {
  const fields = readDerChildren(der, body);
  const key = fields[fields[0]?.tag === 0xa0 ? 6 : 5];
  return der.slice(key?.from, key?.end);
};

const toPkcs8 = (der: string, tags: string, algorithm: DerValue | undefined): string => {
  if (/^2,4\b/.test(tags)) throw notRsa("an EC");
  return tags.startsWith("2,2")
    ? writeDer(0x30, `\x02\x01\x00${RSA_ALGORITHM}${writeDer(4, der)}`)
    : checkAlgorithm(der, algorithm);
};

const toSpki = (der: string, tags: string, [first]: DerValue[]): string => {
  if (tags === "2,2") return writeDer(0x30, RSA_ALGORITHM + writeDer(3, `\0${der}`));
  if (tags === "48,3" || !first) return checkAlgorithm(der, first);
  const key = certificateKey(der, first);
  return checkAlgorithm(key, readDerChildren(key, readDer(key))[0]);
};

/** Which of the usual containers it is shows in the tags of its first level. */
const unwrap = (der: string, isPrivate: boolean): string => {
  const outer = readDer(der);
  const isSequence = outer.tag === 0x30;
  if (isSequence && outer.end > der.length) throw new SignatureError("KEY_TRUNCATED", "is cut off; copy all of it");
  const children = isSequence && outer.end === der.length ? readDerChildren(der, outer) : [];
  const tags = children.map(({ tag }) => tag).join();
  if (/^2,(48,4|2,2,|4\b)/.test(tags)) {
    if (isPrivate) return toPkcs8(der, tags, children[1]);
    throw wrongHalf(isPrivate);
  }
  if (/^(2,2|48,3|48,48,3)$/.test(tags)) {
    if (!isPrivate) return toSpki(der, tags, children);
    throw wrongHalf(isPrivate);
  }
  if (tags === "48,4") throw encrypted();
  const forms = isPrivate ? "PKCS#8 or PKCS#1" : "SPKI or X.509";
  throw new SignatureError("KEY_UNREADABLE", `is no key; give ${forms} as PEM or base64`);
};

const importDer = async (der: string, isPrivate: boolean): Promise<RsaKey> => {
  const format = isPrivate ? "pkcs8" : "spki";
  try {
    // A public key may be exported again, a private one never.
    return await crypto.subtle.importKey(format, fromBinary(der), RSA_SHA256, !isPrivate, [usageOf(isPrivate)]);
  } catch (cause) {
    throw new SignatureError("KEY_UNREADABLE", "is damaged; export it again", cause);
  }
};

/** Checked here too: a CryptoKey has not been through `unwrap`, and the length is known only now. */
const checkKey = (key: RsaKey, isPrivate: boolean): RsaKey => {
  const usage = usageOf(isPrivate);
  if (key?.type === (isPrivate ? "public" : "private")) throw wrongHalf(isPrivate);
  const algorithm = key?.algorithm;
  if (`${algorithm?.name}${algorithm?.hash?.name}` !== "RSASSA-PKCS1-v1_5SHA-256" || !key.usages.includes(usage)) {
    const text = `must be text, DER or a CryptoKey (RSASSA-PKCS1-v1_5, SHA-256, ${usage})`;
    throw new SignatureError("KEY_UNUSABLE", text);
  }
  const { modulusLength = 0 } = algorithm;
  if (modulusLength >= 2048) return key;
  throw new SignatureError("KEY_TOO_SHORT", `has ${modulusLength} bits; make one with 2048`);
};

const load = async (input: KeyInput, name: string, isPrivate: boolean): Promise<RsaKey> => {
  try {
    const isText = typeof input === "string" || input instanceof Uint8Array;
    return checkKey(isText ? await importDer(unwrap(toDer(input), isPrivate), isPrivate) : input, isPrivate);
  } catch (error) {
    throw error instanceof SignatureError
      ? new SignatureError(error.code, `${name} ${error.message}`, error.cause)
      : error;
  }
};

/**
 * Imports a private key once, to be kept for all calls: PKCS#8 or PKCS#1, PEM (line breaks in any form) or bare base64,
 * DER, or a CryptoKey. A {@link Signer} is passed through.
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
 * (its key alone is taken, nothing else of it is checked), or a CryptoKey.
 *
 * @param name how error messages call the key.
 * @throws {@link SignatureError} with a `KEY_…` code; no message ever holds key material.
 */
export const importPublicKey = (input: KeyInput, name = "public key"): Promise<RsaKey> => load(input, name, false);
