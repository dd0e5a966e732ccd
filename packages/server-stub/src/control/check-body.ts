import { parseText, readText } from "../gateway/json-text.js";
import { isFields } from "../model/fields.js";
import { inTurns } from "../model/slices.js";
import { showName } from "./check-query.js";
import { findFlaw } from "./json-flaw.js";
import { illegal } from "./refusal.js";

const NOTHING = "must be left out, or {}: this call takes none";

/** Whether bytes are spaces and line ends alone. */
export const isBlank = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));

/**
 * Whoever sends something here means something by it, and the call would be carried out without. Nothing is also what languages
 * make of it: `null`, and `[]` where an empty map and an empty list are one.
 */
const checkEmpty = (value: unknown): void => {
  if (value === null || (Array.isArray(value) && value.length === 0)) return;
  if (!isFields(value)) throw illegal("body", NOTHING);
  const [name] = Object.keys(value);
  if (name !== undefined) throw illegal("body", `has a property ${showName(name)}; this call takes none`);
};

/**
 * Judges what no schema sees: bytes that are no text, properties that stand there twice, more than any call takes, a body where
 * none belongs.
 *
 * @throws ControlRefusal
 */
export const checkBody = async (bytes: Uint8Array, hasBody: boolean): Promise<void> => {
  if (bytes.length === 0) {
    if (hasBody) throw illegal("body", "is required");
    return;
  }
  const text = readText(bytes);
  // Before it is parsed: an extreme one takes its time.
  const flaw = hasBody && text !== undefined ? await inTurns(findFlaw(text)) : undefined;
  if (flaw !== undefined) throw illegal("body", flaw);
  const { value, broken } = parseText(text);
  if (broken !== undefined) throw illegal("body", broken);
  if (!hasBody) checkEmpty(value);
};
