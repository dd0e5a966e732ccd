import type { Bytes } from "../bytes.js";
import { decodeSignature } from "../sign.js";
import type { DiagnosisCause } from "./cause.js";
import { fromHex } from "./sha256.js";

/** A signature as bytes, and what was undone to get at them. */
export interface Received {
  readonly bytes: Bytes;
  readonly causes: readonly DiagnosisCause[];
}

const HEX = /^(?:[\da-f]{2}){128,}$/i;

const isAsciiHex = (bytes: Bytes): boolean => bytes.length >= 512 && HEX.test(String.fromCharCode(...bytes));

const received = (bytes: Bytes, ...causes: DiagnosisCause[]): Received => ({ bytes, causes });

/** Standard base64 of base64url, which leaves its padding out. */
const fromUrlAlphabet = (text: string): string => {
  const digits = text.replaceAll("-", "+").replaceAll("_", "/").replaceAll("=", "");
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, "=");
};

const decodeText = (text: string): Received | undefined => {
  if (HEX.test(text) && text.length >= 512) return received(fromHex(text), "hex");
  const bytes = decodeSignature(text);
  if (bytes) return isAsciiHex(bytes) ? received(fromHex(String.fromCharCode(...bytes)), "hex") : received(bytes);
  if (/[\r\n]/.test(text)) {
    const joined = decodeSignature(text.replaceAll(/\s/g, ""));
    return joined && received(joined, "line-breaks");
  }
  if (text.includes(" ")) {
    const plus = decodeSignature(text.replaceAll(" ", "+"));
    if (plus) return received(plus, "form-decoded-plus");
    const joined = decodeSignature(text.replaceAll(" ", ""));
    return joined && received(joined, "line-breaks");
  }
  const url = /^[\w-]+=*$/.test(text) && decodeSignature(fromUrlAlphabet(text));
  return url ? received(url, "base64url") : undefined;
};

/** Undoes what may have happened to the signature on its way: `undefined` when nothing gives bytes. */
export const receive = (signature: string): Received | undefined => {
  let text = signature;
  try {
    while (text.includes("%")) text = decodeURIComponent(text);
  } catch {
    return undefined;
  }
  const found = decodeText(text);
  if (text === signature || !found) return found;
  return { ...found, causes: ["double-url-encoding", ...found.causes] };
};
