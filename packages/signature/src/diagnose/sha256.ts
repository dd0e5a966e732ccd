import { type Bytes, fromBinary } from "../bytes.js";

/** SHA-256 in hex. */
export type Sha256 = (data: Bytes) => string | Promise<string>;

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const fromHex = (hex: string): Bytes =>
  fromBinary(hex.replaceAll(/../g, (digits) => String.fromCharCode(Number.parseInt(digits, 16))));

/** For runtimes of which nothing is known but WebCrypto. */
export const sha256OfWebCrypto: Sha256 = async (data) =>
  toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", data)));
