import { sign as signBytes, verify as verifyBytes, type KeyObject } from "node:crypto";

// Written apart from @miniprogram-messages/signature on purpose: client and stub share that package, so a mistake in it
// would agree with itself. The suite is the second opinion, and its mutants bend each part of the header.

export interface Signer {
  readonly clientId: string;
  /** Left out of the header when undefined: the latest key is meant. */
  readonly keyVersion: string | undefined;
  readonly privateKey: KeyObject;
}

/** What both sides sign: `<METHOD> <URI>\n<Client-Id>.<time>.<body>`, the URI with prefix and query and without host. */
export interface SignedContent {
  readonly method: string;
  readonly uri: string;
  readonly clientId: string;
  readonly time: string;
  readonly body: Uint8Array;
}

export const contentBytes = ({ method, uri, clientId, time, body }: SignedContent): Uint8Array =>
  Buffer.concat([Buffer.from(`${method} ${uri}\n${clientId}.${time}.`, "utf8"), body]);

export const signContent = (content: Uint8Array, privateKey: KeyObject): string =>
  signBytes("sha256", content, privateKey).toString("base64");

export const verifyContent = (content: Uint8Array, signature: string, publicKey: KeyObject): boolean =>
  verifyBytes("sha256", content, publicKey, Buffer.from(signature, "base64"));

/** The header's value in the order that every reader understands: algorithm, keyVersion, signature. */
export const signatureHeader = (signature: string, keyVersion: string | undefined): string =>
  [
    "algorithm=RSA256",
    ...(keyVersion === undefined ? [] : [`keyVersion=${keyVersion}`]),
    `signature=${encodeURIComponent(signature)}`,
  ].join(", ");

/** What a Signature header says; a part that is missing or unreadable is undefined. */
export interface SignatureParts {
  readonly algorithm: string | undefined;
  readonly keyVersion: string | undefined;
  readonly signature: string;
}

/**
 * Reads `algorithm=…, keyVersion=…, signature=…`: parts in any order, names in any case, white space around the commas,
 * the signature percent-encoded or raw base64. A part that comes twice makes the header unreadable.
 */
export const readSignatureHeader = (header: string): SignatureParts => {
  const parts = header.split(",").map((part): [string, string] => {
    const [name = "", ...value] = part.trim().split("=");
    return [name.trim().toLowerCase(), value.join("=").trim()];
  });
  const byName = new Map(parts);
  const raw = byName.size === parts.length ? (byName.get("signature") ?? "") : "";
  return {
    algorithm: byName.get("algorithm"),
    keyVersion: byName.get("keyversion"),
    signature: raw.includes("%") ? decodePercent(raw) : raw,
  };
};

/** Base64 and nothing else: neither base64url nor hex. */
export const isBase64 = (text: string): boolean =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u.test(text) &&
  text !== "" &&
  !/^[0-9a-f]+$/iu.test(text);

const decodePercent = (value: string): string =>
  value.replaceAll(/%([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

export const uriOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
