import { SignatureError } from "./errors.js";

/** What a Signature header says. The algorithm is always RSA256, so it is no part of it. */
export interface SignatureHeader {
  /** An opaque token that picks one of the signer's keys; missing means the latest. */
  readonly keyVersion?: string | undefined;
  /** Base64, already URL-decoded. */
  readonly signature: string;
}

/** `name=value` with the white space that HTTP allows around the commas of a list (RFC 9110, 5.6.1), found from its end. */
const PART = /^[ \t]*(algorithm|keyversion|signature)=(.*\S)[ \t]*$/i;

/**
 * Reads a Signature header: parts in any order, names case-insensitive, spaces and tabs allowed around the commas, `algorithm`
 * (RSA256 in any case) and `keyVersion` optional, the signature URL-encoded or raw base64. `+` is a character of base64 and
 * stays one: no form-decoding.
 *
 * @returns `undefined` for everything else: `readSignatureHeader` says why. Never throws.
 */
export const parseSignatureHeader = (value: string): SignatureHeader | undefined => {
  const parts: Record<string, string> = {};
  for (const part of value.split(",")) {
    const [, name = "", text = ""] = PART.exec(part) ?? [];
    const key = name.toLowerCase();
    if (!key || parts[key]) return undefined;
    parts[key] = text;
  }
  const { algorithm = "RSA256", keyversion: keyVersion, signature } = parts;
  if (!signature || algorithm.toUpperCase() !== "RSA256") return undefined;
  try {
    return { keyVersion, signature: signature.includes("%") ? decodeURIComponent(signature) : signature };
  } catch {
    return undefined;
  }
};

/**
 * Writes a Signature header: `algorithm=RSA256, keyVersion=1, signature=<url-encoded base64>`, in this order, since one
 * of the platform's own SDKs reads it by position.
 *
 * @throws {@link SignatureError} `HEADER_ILLEGAL` when keyVersion would break the header apart.
 */
export const formatSignatureHeader = ({ keyVersion, signature }: SignatureHeader): string => {
  if (keyVersion !== undefined && !/^[!-+\--~]+$/.test(keyVersion)) {
    throw new SignatureError("HEADER_ILLEGAL", "keyVersion: one or more ASCII characters without space and comma");
  }
  const version = keyVersion === undefined ? "" : `keyVersion=${keyVersion}, `;
  return `algorithm=RSA256, ${version}signature=${encodeURIComponent(signature)}`;
};
