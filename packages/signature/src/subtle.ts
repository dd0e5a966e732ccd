import type { Bytes } from "./bytes.js";
import { SignatureError } from "./errors.js";
import type { RsaKey } from "./rsa-key.js";

/** The part of WebCrypto that takes keys, over this package's own description of a key. */
interface Subtle {
  sign(algorithm: string, key: RsaKey, data: Bytes): Promise<ArrayBuffer>;
  exportKey(format: "jwk", key: RsaKey): Promise<{ n?: string | undefined; e?: string | undefined }>;
  verify(algorithm: string, key: RsaKey, signature: Bytes, data: Bytes): Promise<boolean>;
  importKey(
    format: "pkcs8" | "spki",
    der: Bytes,
    algorithm: { name: string; hash: string },
    isExtractable: boolean,
    usages: ("sign" | "verify")[],
  ): Promise<RsaKey>;
}

/**
 * Looked up per call: some runtimes have no `crypto` yet while modules load.
 *
 * @throws {@link SignatureError} where there is none: on a page without HTTPS, and in jsdom.
 */
export const subtle = (): Subtle => {
  const found: Subtle | undefined = globalThis.crypto?.subtle;
  if (found) return found;
  throw new SignatureError("NO_WEBCRYPTO", "needs crypto.subtle: Node, HTTPS, or no jsdom");
};

/** A number of a JWK as a binary string. */
export const fromBase64Url = (text = ""): string => atob(text.replaceAll("-", "+").replaceAll("_", "/"));
