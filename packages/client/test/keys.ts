import type { webcrypto } from "node:crypto";

export type CryptoKey = webcrypto.CryptoKey;

export interface KeyPair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** Fresh RSA-2048 keys: the caller's and the platform's. */
export const makeKeys = async (): Promise<KeyPair> =>
  crypto.subtle.generateKey(
    { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" },
    true,
    ["sign", "verify"],
  );

export const toBase64 = async (key: CryptoKey): Promise<string> =>
  Buffer.from(await crypto.subtle.exportKey(key.type === "private" ? "pkcs8" : "spki", key)).toString("base64");
