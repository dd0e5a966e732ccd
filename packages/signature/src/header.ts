import { SignatureError } from "./errors.js";

/** What a Signature header says. The algorithm is always RSA256, so it is no part of it. */
export interface SignatureHeader {
  /** An opaque token that picks one of the signer's keys; missing means the latest. */
  readonly keyVersion?: string | undefined;
  /** Base64, already URL-decoded. */
  readonly signature: string;
}

/** Why a Signature header cannot be read. */
export interface HeaderFault {
  readonly fault: "header-malformed" | "doubled-part" | "other-algorithm";
  /** The part, or the algorithm, that is at fault; empty when none of the parts is. */
  readonly part: string;
}

const PART = /^(algorithm|keyversion|signature)=(.+)$/i;

/** The white space that HTTP allows around the commas of a list (RFC 9110, 5.6.1). */
const COMMA = /[ \t]*,[ \t]*/;

const faultOf = (fault: HeaderFault["fault"], part = ""): HeaderFault => ({ fault, part });

const NAME = /^[\w-]{1,32}/;

const ALGORITHM = /^[\w/.-]{1,32}$/;

const decode = (signature: string): string | undefined => {
  try {
    return signature.includes("%") ? decodeURIComponent(signature) : signature;
  } catch {
    return undefined;
  }
};

/** The parts by their names in small letters. */
const split = (value: string): Record<string, string> | HeaderFault => {
  const parts: Record<string, string> = {};
  for (const part of value.trim().split(COMMA)) {
    const [, name = "", text = ""] = PART.exec(part) ?? [];
    const key = name.toLowerCase();
    if (!key) return faultOf("header-malformed", NAME.exec(part)?.[0]);
    if (parts[key]) return faultOf("doubled-part", name);
    parts[key] = text;
  }
  return parts;
};

const isFault = (parts: Record<string, string> | HeaderFault): parts is HeaderFault => "fault" in parts;

/**
 * Reads a Signature header, or says why it cannot be read: `name=value` parts in any order, names case-insensitive,
 * spaces and tabs allowed around the commas, `algorithm` (RSA256 in any case) and `keyVersion` optional, the signature
 * URL-encoded or raw base64. `+` is a character of base64 and stays one: no form-decoding. Never throws.
 */
export const readSignatureHeader = (value: string): SignatureHeader | HeaderFault => {
  const parts = split(value);
  if (isFault(parts)) return parts;
  const { algorithm = "RSA256", keyversion: keyVersion, signature: encoded = "" } = parts;
  if (algorithm.toUpperCase() !== "RSA256") {
    return ALGORITHM.test(algorithm) ? faultOf("other-algorithm", algorithm) : faultOf("header-malformed", "algorithm");
  }
  const signature = decode(encoded);
  return signature ? { keyVersion, signature } : faultOf("header-malformed", "signature");
};

/** {@link readSignatureHeader} for those who need no reason: `undefined` for what cannot be read. Never throws. */
export const parseSignatureHeader = (value: string): SignatureHeader | undefined => {
  const header = readSignatureHeader(value);
  return "fault" in header ? undefined : header;
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
