import { utf8 } from "../bytes.js";
import type { SignedMessage } from "../message.js";
import { type Candidate, candidateBytes } from "./candidate.js";

/** The part of the string to sign in which a byte stands; a part owns the separator that follows it. */
export type SignedPart = "method" | "uri" | "clientId" | "time" | "body";

/** The first byte in which two strings to sign differ. It names that byte alone: the body around it may be secret. */
export interface FirstDifference {
  /** Bytes from the start of the string to sign. */
  readonly offset: number;
  readonly part: SignedPart;
  /** Bytes from the start of the part. */
  readonly partOffset: number;
  /** The byte in the request as it arrived; `undefined` when it ends here. */
  readonly expected: number | undefined;
  /** The byte in what was signed; `undefined` when it ends here. */
  readonly signed: number | undefined;
}

const locate = (message: SignedMessage, offset: number): Pick<FirstDifference, "part" | "partOffset"> => {
  let start = 0;
  for (const part of ["method", "uri", "clientId", "time"] as const) {
    const end = start + utf8(message[part]).length + 1;
    if (offset < end) return { part, partOffset: offset - start };
    start = end;
  }
  return { part: "body", partOffset: offset - start };
};

export const firstDifference = (expected: SignedMessage, signed: Candidate): FirstDifference | undefined => {
  const [wanted, found] = [candidateBytes(expected), candidateBytes(signed)];
  let offset = 0;
  while (offset < wanted.length && wanted[offset] === found[offset]) offset += 1;
  if (offset === wanted.length && offset === found.length) return undefined;
  return { offset, ...locate(expected, offset), expected: wanted[offset], signed: found[offset] };
};

const hex = (byte: number | undefined): string =>
  byte === undefined ? "the end" : `0x${byte.toString(16).padStart(2, "0")}`;

export const describeDifference = ({ offset, part, partOffset, expected, signed }: FirstDifference): string =>
  `First difference at byte ${offset} (${part}, byte ${partOffset}): expected ${hex(expected)}, signed ${hex(signed)}.`;
