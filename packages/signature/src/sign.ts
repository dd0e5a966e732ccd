import { type Bytes, fromBinary, toBase64 } from "./bytes.js";
import { type RsaKey, type Signer, type Verifier, isSigner } from "./keys.js";
import { type SignedMessage, stringToSign } from "./message.js";
import { subtle } from "./subtle.js";

const ALGORITHM = "RSASSA-PKCS1-v1_5";

/**
 * Signs with RSASSA-PKCS1-v1_5 and SHA-256.
 *
 * @param key from {@link importPrivateKey}, imported once and kept, or a {@link Signer}.
 * @returns base64, not yet URL-encoded: {@link formatSignatureHeader} does that.
 */
export const sign = async (message: SignedMessage, key: RsaKey | Signer): Promise<string> => {
  const bytes = stringToSign(message);
  return toBase64(isSigner(key) ? await key.sign(bytes) : new Uint8Array(await subtle().sign(ALGORITHM, key, bytes)));
};

/** Only canonical base64 counts: otherwise the unused bits of the last character could be changed unseen. */
export const decodeSignature = (signature: string): Bytes | undefined => {
  try {
    const binary = atob(signature);
    return btoa(binary) === signature ? fromBinary(binary) : undefined;
  } catch {
    return undefined;
  }
};

export const verifyBytes = (data: Bytes, signature: Bytes, key: RsaKey): Promise<boolean> =>
  subtle().verify(ALGORITHM, key, signature, data);

/**
 * Whether `signature` (base64, as {@link parseSignatureHeader} returns it) was made over exactly this message.
 * Text that is not base64 is `false`, never an exception.
 *
 * @param key from {@link importPublicKey}, imported once and kept, or a {@link Verifier}.
 */
export const verify = async (message: SignedMessage, signature: string, key: RsaKey | Verifier): Promise<boolean> => {
  const bytes = decodeSignature(signature);
  if (!bytes) return false;
  const data = stringToSign(message);
  return "verify" in key ? key.verify(data, bytes) : verifyBytes(data, bytes, key);
};
