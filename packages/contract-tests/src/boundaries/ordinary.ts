import { isJsonObject, type JsonObject, type JsonValue } from "../spec/json.js";
import { typesOf, type Operation, type Schema } from "../spec/operation.js";
import type { Place } from "./place.js";

const nextDigit = (digit: string): string => String((Number(digit) + 1) % 10);

/** Another text of the same length and kind: digits count on, letters stay. */
const sibling = (text: string): string => {
  const other = text.replaceAll(/\d/gu, nextDigit);
  return other === text ? `${text.slice(0, -1)}${text.endsWith("a") ? "b" : "a"}` : other;
};

const exampleOf = (schema: Schema): JsonValue | undefined => schema.examples?.[0];

/**
 * Another value for the field, as harmless as the sample's: a server that refuses it knows the values of this field by a
 * registry of its own, so a refusal there says nothing about other rules. `undefined` where there is nothing to vary.
 */
export const ordinaryValue = (
  place: Place,
  { operation, body, tried }: { readonly operation: Operation; readonly body: JsonObject; readonly tried?: unknown },
): JsonValue | undefined => {
  // A requestId is new with every request anyway.
  if (place.name === "requestId") return undefined;
  const { schema } = place;
  if (schema.enum !== undefined) return schema.enum.find((value) => value !== body[place.name] && value !== tried);
  if (typesOf(schema).includes("array")) return sameAgain(body, place.name, 2);
  if (!typesOf(schema).includes("string")) return undefined;
  if (place.name.endsWith(".language")) return "en-US";
  if (place.nested) return "test content";
  const known = body[place.name] ?? exampleOf(schema) ?? operation.id;
  return typeof known === "string" ? sibling(known) : undefined;
};

/** The first element of the list, so many times. */
export const sameAgain = (body: JsonObject, key: string, count: number): JsonValue => {
  const list = body[key];
  const [first = {}] = Array.isArray(list) ? list : [];
  return Array.from({ length: count }, () => first);
};

const languages = ["en-US", "zh-CN", "zh-HK", "th-TH", "id-ID", "ms-MY", "ko-KR"];

/** The first element of the list, so many times, each in another language. */
export const inLanguages = (body: JsonObject, key: string, count: number): JsonValue => {
  const list = body[key];
  const [first = {}] = Array.isArray(list) ? list : [];
  const element: JsonObject = isJsonObject(first) ? first : {};
  return Array.from({ length: count }, (_, index) => ({ ...element, language: languages[index] ?? "en-US" }));
};
