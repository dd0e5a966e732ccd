import { type Bytes, fromBinary, toBinary, utf8 } from "../bytes.js";
import { type SignedMessage, stringToSign } from "../message.js";

/** What may have been signed: a message, perhaps with something else than one line feed after its URI. */
export interface Candidate extends SignedMessage {
  readonly newline?: string | undefined;
}

/** The string to sign of a candidate, as bytes. */
export const candidateBytes = (candidate: Candidate): Bytes => {
  const { newline, method, uri, clientId, time, body } = candidate;
  if (newline === undefined) return stringToSign(candidate);
  const head = `${method} ${uri}${newline}${clientId}.${time}.`;
  return typeof body === "string" ? utf8(head + body) : fromBinary(toBinary(utf8(head)) + toBinary(body));
};
