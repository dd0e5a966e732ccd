import { sign as signBytes, verify as verifyBytes, type KeyObject } from "node:crypto";

// Written apart from @miniprogram-messages/signature on purpose: client and stub share that package, so a mistake in it
// would agree with itself. The suite is the second opinion.

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

/** Reads `algorithm=…, keyVersion=…, signature=…`, URL-encoded or raw base64, with or without spaces. */
export const readSignatureHeader = (header: string): { keyVersion: string | undefined; signature: string } => {
  const parts = new Map(
    header.split(",").map((part) => {
      const [name = "", ...value] = part.trim().split("=");
      return [name, value.join("=")];
    }),
  );
  const raw = parts.get("signature") ?? "";
  return { keyVersion: parts.get("keyVersion"), signature: raw.includes("%") ? decodePercent(raw) : raw };
};

const decodePercent = (value: string): string =>
  value.replaceAll(/%([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

export const uriOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
