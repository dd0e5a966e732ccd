export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** What came out of JSON.parse as an object. */
export const isJsonObject = (value: unknown): value is JsonObject => isObject(value);

/** A text as it is, anything else as JSON. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? null));

/** Length in Unicode code points. (E05) */
export const codePoints = (text: string): number => Array.from(text).length;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
