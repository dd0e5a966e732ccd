import { KeyObject, createPrivateKey, sign, verify } from "node:crypto";
import type { RsaKey, Signer, Verifier } from "@miniprogram-messages/signature";

const HASH = "sha256";

/**
 * Verifies on the spot. A job of WebCrypto costs this thread more than the verification itself, and its answers come back one
 * by one, so that fewer requests share a commit.
 *
 * @param key a public one from `importPublicKey`, which has judged it already.
 */
export const verifierOf = (key: RsaKey): Verifier => {
  if (!(key instanceof CryptoKey)) throw new TypeError("a CryptoKey is needed");
  const native = KeyObject.from(key);
  return { verify: (data, signature) => verify(HASH, data, native, signature) };
};

/**
 * Signs on Node's thread pool: a signature takes ten times as long as a verification.
 *
 * @param privateKey PKCS#8, base64.
 */
export const signerOf = (privateKey: string): Signer => {
  const key = createPrivateKey({ key: Buffer.from(privateKey, "base64"), format: "der", type: "pkcs8" });
  return {
    sign: (data) =>
      new Promise((resolve, reject) => {
        sign(HASH, data, key, (error, signature) => (error ? reject(error) : resolve(signature)));
      }),
  };
};
