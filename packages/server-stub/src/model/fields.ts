/** Properties of something that was not made here. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with properties: no list, and not `null`. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
