export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A deep copy in which `replace` may drop a property (by answering `undefined`) or put something else in its place. */
export const mapJson = (value: Json, replace: (key: string, value: Json) => Json | undefined): Json => {
  if (Array.isArray(value)) {
    return value.map((item: Json) => mapJson(item, replace));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const entries: [string, Json][] = [];
  for (const [key, child] of Object.entries(value)) {
    const replaced = replace(key, child);
    if (replaced !== undefined) {
      entries.push([key, mapJson(replaced, replace)]);
    }
  }
  return Object.fromEntries(entries);
};
