import type { Bytes } from "./bytes.js";
import type { RsaKey } from "./rsa-key.js";

/** The part of WebCrypto that takes keys, over this package's own description of a key. */
interface Subtle {
  sign(algorithm: string, key: RsaKey, data: Bytes): Promise<ArrayBuffer>;
  exportKey(format: "jwk", key: RsaKey): Promise<{ n?: string | undefined; e?: string | undefined }>;
  verify(algorithm: string, key: RsaKey, signature: Bytes, data: Bytes): Promise<boolean>;
}

/** Looked up per call: some runtimes have no `crypto` yet while modules load. */
export const subtle = (): Subtle => crypto.subtle;

/** A number of a JWK as a binary string. */
export const fromBase64Url = (text = ""): string => atob(text.replaceAll("-", "+").replaceAll("_", "/"));
