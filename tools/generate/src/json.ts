export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const jsonObjectOf = (text: string): JsonObject => {
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) {
    throw new TypeError("not a JSON object");
  }
  return value;
};

type Replace = (key: string, value: Json) => Json | undefined;

const mapValue = (value: Json, replace: Replace): Json => {
  if (Array.isArray(value)) {
    return value.map((item: Json) => mapValue(item, replace));
  }
  return isJsonObject(value) ? mapJson(value, replace) : value;
};

/** A deep copy in which `replace` may drop a property (by answering `undefined`) or put something else in its place. */
export const mapJson = (value: JsonObject, replace: Replace): JsonObject =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => {
      const replaced = replace(key, child);
      return replaced === undefined ? [] : [[key, mapValue(replaced, replace)]];
    }),
  );
