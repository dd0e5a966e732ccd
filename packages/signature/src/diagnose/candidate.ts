import { type Bytes, utf8 } from "../bytes.js";
import { type SignedMessage, stringToSign } from "../message.js";

/** What may have been signed: a message, perhaps with something else than one line feed after its URI. */
export interface Candidate extends SignedMessage {
  readonly newline?: string | undefined;
}

/** The string to sign of a candidate, as bytes. */
export const candidateBytes = (candidate: Candidate): Bytes => {
  const { newline, method, uri } = candidate;
  if (newline === undefined) return stringToSign(candidate);
  const first = `${method} ${uri}`;
  const bytes = stringToSign(candidate);
  const rest = bytes.subarray(utf8(first).length + 1);
  const start = utf8(first + newline);
  const whole = new Uint8Array(start.length + rest.length);
  whole.set(start);
  whole.set(rest, start.length);
  return whole;
};
