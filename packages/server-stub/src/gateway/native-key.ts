import { KeyObject, createPrivateKey, sign, verify } from "node:crypto";
import type { RsaKey, Signer, Verifier } from "@miniprogram-messages/signature";

const HASH = "sha256";

let underWay = 0;

/** Signatures that Node's thread pool is making and verifying now, for all stubs of this process. */
export const signaturesUnderWay = (): number => underWay;

type Done<T> = (error: Error | null, value: T) => void;

const onOtherThread = <T>(start: (done: Done<T>) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    underWay += 1;
    start((error, value) => {
      underWay -= 1;
      if (error) reject(error);
      else resolve(value);
    });
  });

/**
 * Verifies on Node's thread pool: it takes 30 µs, of which this thread pays five to ten. A job of WebCrypto costs it more than
 * that.
 *
 * @param key a public one from `importPublicKey`, which has judged it already.
 */
export const verifierOf = (key: RsaKey): Verifier => {
  if (!(key instanceof CryptoKey)) throw new TypeError("a CryptoKey is needed");
  const native = KeyObject.from(key);
  return { verify: (data, signature) => onOtherThread((done) => verify(HASH, data, native, signature, done)) };
};

/**
 * Signs on Node's thread pool: a signature takes ten times as long as a verification.
 *
 * @param privateKey PKCS#8, base64.
 */
export const signerOf = (privateKey: string): Signer => {
  const key = createPrivateKey({ key: Buffer.from(privateKey, "base64"), format: "der", type: "pkcs8" });
  return { sign: (data) => onOtherThread((done) => sign(HASH, data, key, done)) };
};
