import { toBinary } from "./bytes.js";
import { SignatureError } from "./errors.js";

const unreadable = (message: string): SignatureError => new SignatureError("KEY_UNREADABLE", message);

export const encrypted = (): SignatureError =>
  new SignatureError("KEY_ENCRYPTED", "is encrypted; decrypt it first (openssl pkey)");

export const truncated = (): SignatureError => new SignatureError("KEY_TRUNCATED", "is cut off; copy all of it");

/** What people give in place of a key, told by how it begins or ends. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/^(\u00ff\u00fe|\u00fe\u00ff|\ufffd\ufffd|.?\0.\0)/s, "UTF-16 text; save it as UTF-8"],
  [/^ssh-|OPENSSH/, "OpenSSH's; convert it (ssh-keygen -m PKCS8)"],
  [/REQUEST-/, "a certificate request"],
  [/^\{/, "JSON, perhaps a JWK"],
  [/^3082[\da-f]+$/i, "hex"],
  [/^[.~]{0,2}\/|^[^\n]*\.(pem|key|der|crt|cer|pub|p8)$/, "a path; give the file's content"],
];

const PEM = /-----BEGIN ([^-]+)-----([^-]*)/g;

/** Line ends that somebody spelt out, however often they were escaped, a byte order mark and quotes. */
const clean = (text: string): string =>
  text.replaceAll(/\\+[rn]?/g, "\n").replaceAll(/^(?:[\s"'`\uFEFF]|\u00ef\u00bb\u00bf)+|[\s"'`]+$/g, "");

const base64Of = (text: string): string => {
  const [first, ...more] = text.matchAll(PEM);
  if (!first) {
    if (text.includes("-----END")) throw truncated();
    return text;
  }
  const [, label = "", base64 = ""] = first;
  if (/KEY/.test(label) || !more.some(([, other = ""]) => /KEY/.test(other))) return base64;
  if (label === "EC PARAMETERS") throw new SignatureError("KEY_NOT_RSA", "is an EC key; RSA with 2048 bits is needed");
  throw unreadable(`is after another block (${label.toLowerCase()}); give the block of the key alone`);
};

const decode = (base64: string): string => {
  const digits = base64.replaceAll(/[\s=]/g, "");
  try {
    // One character over a whole group carries no byte; the DER length tells later whether something is missing.
    return atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
  } catch {
    return "";
  }
};

/** The DER inside a key, as a binary string; empty when there is none. A PEM file may be base64-encoded once more. */
export const toDer = (input: string | Uint8Array): string => {
  const raw = typeof input === "string" ? input : toBinary(input);
  if (typeof input !== "string" && raw.startsWith("0")) return raw;
  const text = clean(raw);
  if (text.includes("ENCRYPTED")) throw encrypted();
  const [, problem] = FOREIGN.find(([pattern]) => pattern.test(text)) ?? [];
  if (problem) throw unreadable(`is no key but ${problem}`);
  const der = decode(base64Of(text));
  return /-----BEGIN|^[\w+/\s]{64}/.test(der) ? toDer(der) : der;
};
