import { importPlainKey } from "./plain-key.js";
import type { KeyInput, RsaKey } from "./rsa-key.js";

export type { KeyInput, RsaKey };

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

/** `null` comes from configuration files that no compiler has seen. */
export const isSigner = (key: KeyInput | Signer | null): key is Signer =>
  typeof key === "object" && key !== null && "sign" in key;

/**
 * Most keys are plain. What reads the other forms, and names what is wrong with a key that is refused, is a file of its own, so that
 * a bundler can leave it out of what every user loads.
 */
const load = async (input: KeyInput, name: string, isPrivate: boolean): Promise<RsaKey> => {
  const plain = await importPlainKey(input, isPrivate);
  return plain ?? (await import("./key-forms.js")).importAnyKey(input, name, isPrivate);
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
