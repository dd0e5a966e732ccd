import { SignatureError } from "./errors.js";

/** What a Signature header says. The algorithm is always RSA256, so it is no part of it. */
export interface SignatureHeader {
  /** An opaque token that picks one of the signer's keys; missing means the latest. */
  readonly keyVersion?: string | undefined;
  /** Base64, already URL-decoded. */
  readonly signature: string;
}

const FIELD = /^(algorithm|keyVersion|signature)=(.+)$/;

/**
 * Reads a Signature header: fields in any order, split by `,` or `, `, the signature URL-encoded or raw base64.
 *
 * `+` is a character of base64 and stays one (no form-decoding). Returns `undefined` for everything that is not such
 * a header: unknown, repeated or empty fields, another algorithm, a broken percent-encoding. Never throws.
 */
export const parseSignatureHeader = (value: string): SignatureHeader | undefined => {
  const fields: Record<string, string> = {};
  for (const part of value.split(/, ?/)) {
    const [, name, text] = FIELD.exec(part) ?? [];
    if (!name || !text || fields[name]) return undefined;
    fields[name] = text;
  }
  const { algorithm, keyVersion, signature } = fields;
  if (algorithm !== "RSA256" || !signature) return undefined;
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
