import { sign as signBytes, verify as verifyBytes, type KeyObject } from "node:crypto";
import { parseSignatureHeader } from "@miniprogram-messages/signature";

// Signing and verifying are written apart from @miniprogram-messages/signature on purpose: client and stub share that package,
// so a mistake in it would agree with itself. The suite is the second opinion. How a header is read is one rule for all three.

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

/** The header of somebody else, read by the one reader that stub and client have too; nothing where it is no such header. */
export const readSignatureHeader = (header: string): { keyVersion: string | undefined; signature: string } => {
  const { keyVersion, signature = "" } = parseSignatureHeader(header) ?? {};
  return { keyVersion, signature };
};

export const uriOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
