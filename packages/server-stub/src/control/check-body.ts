import { readJsonText } from "../gateway/json-text.js";
import { isFields } from "../model/fields.js";
import { showName } from "./check-query.js";
import { duplicateProperty } from "./duplicate-property.js";
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
 * Judges what no schema sees: bytes that are no text, properties that stand there twice, a body where none belongs.
 *
 * @throws ControlRefusal
 */
export const checkBody = (bytes: Uint8Array, hasBody: boolean): void => {
  if (bytes.length === 0) {
    if (hasBody) throw illegal("body", "is required");
    return;
  }
  const { text, value, broken } = readJsonText(bytes);
  if (broken !== undefined) throw illegal("body", broken);
  const twice = duplicateProperty(text);
  if (twice !== undefined) throw illegal("body", `has the property ${showName(twice)} twice; leave one of them out`);
  if (!hasBody) checkEmpty(value);
};
