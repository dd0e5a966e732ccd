import { readJsonText } from "../gateway/json-text.js";
import { showName } from "./check-query.js";
import { duplicateProperty } from "./duplicate-property.js";
import { illegal } from "./refusal.js";

const NOTHING = "must be left out, or {}: this call takes none";

/** Whoever sends something here means something by it, and the call would be carried out without. */
const checkEmpty = (value: unknown): void => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw illegal("body", NOTHING);
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
