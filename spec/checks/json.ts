/** A JSON object, as opposed to an array, null or a scalar. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The member of an object or array, or undefined where there is none. */
export const member = (value: unknown, key: string): unknown => {
  if (Array.isArray(value)) return /^\d+$/u.test(key) ? value[Number(key)] : undefined;
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
};

/** The value at a path of keys. */
export const at = (value: unknown, ...keys: readonly string[]): unknown => {
  let found = value;
  for (const key of keys) found = member(found, key);
  return found;
};

/** The value at a JSON pointer (RFC 6901). */
export const atPointer = (value: unknown, pointer: string): unknown =>
  at(
    value,
    ...pointer
      .split("/")
      .slice(1)
      .map((key) => decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~")),
  );
