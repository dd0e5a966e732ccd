import type { Bytes } from "../bytes.js";
import { type SignedMessage, joinBody, signedHead } from "../message.js";

/** What may have been signed: a message, perhaps with something else than one line feed after its URI. */
export interface Candidate extends SignedMessage {
  readonly newline?: string | undefined;
}

/** The string to sign of a candidate, as bytes. */
export const candidateBytes = (candidate: Candidate): Bytes =>
  joinBody(signedHead(candidate, candidate.newline), candidate.body);
