/** A JSON object, as opposed to an array, null or a scalar. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The member of an object, or undefined where there is none; a list has no members, since its entries move. */
const member = (value: unknown, key: string): unknown =>
  isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** The value at a path of keys. */
export const at = (value: unknown, ...keys: readonly string[]): unknown => {
  let found = value;
  for (const key of keys) found = member(found, key);
  return found;
};

const entry = /^(?<list>[^[\]]+)\[(?<name>[^[\]]+)\]$/u;

/** What names an entry of a list: a result code by its code, a template by its language. */
const names = ["code", "language"];

/** A step such as `x-result-codes[SUCCESS]` leads to the entry of that list which has this name. */
const step = (value: unknown, key: string): unknown => {
  const { list, name } = entry.exec(key)?.groups ?? {};
  if (list === undefined) return member(value, key);
  const entries = member(value, list);
  return Array.isArray(entries)
    ? entries.find((one: unknown) => names.some((property) => at(one, property) === name))
    : undefined;
};

/** The value at a JSON pointer (RFC 6901), in which an entry of a list is named, never counted. */
export const atPointer = (value: unknown, pointer: string): unknown => {
  const keys = pointer.split("/").slice(1);
  let found = value;
  for (const key of keys) found = step(found, decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~"));
  return found;
};
