import { type SignatureHeader, parseSignatureHeader } from "./header.js";

/** Why a Signature header cannot be read. */
export interface HeaderFault {
  readonly fault: "header-malformed" | "doubled-part" | "other-algorithm";
  /** The part, or the algorithm, that is at fault; empty when none of the parts is. */
  readonly part: string;
}

const PART = /^(algorithm|keyversion|signature)=(.+)$/i;
const NAME = /^[\w-]{1,32}/;
const ALGORITHM = /^[\w/.-]{1,32}$/;

const malformed = (part = ""): HeaderFault => ({ fault: "header-malformed", part });

/** Goes over a header that {@link parseSignatureHeader} has refused. */
const faultOf = (value: string): HeaderFault => {
  const seen = new Map<string, string>();
  for (const part of value.split(",").map((text) => text.trim())) {
    const [, name = "", text = ""] = PART.exec(part) ?? [];
    if (!name) return malformed(NAME.exec(part)?.[0]);
    if (seen.has(name.toLowerCase())) return { fault: "doubled-part", part: name };
    seen.set(name.toLowerCase(), text);
  }
  const algorithm = seen.get("algorithm") ?? "RSA256";
  if (algorithm.toUpperCase() === "RSA256") return malformed("signature");
  return ALGORITHM.test(algorithm) ? { fault: "other-algorithm", part: algorithm } : malformed("algorithm");
};

/** {@link parseSignatureHeader} with a reason for what cannot be read. Never throws. */
export const readSignatureHeader = (value: string): SignatureHeader | HeaderFault =>
  parseSignatureHeader(value) ?? faultOf(value);
