import { z } from "@hono/zod-openapi";

/** The schema behind what makes it optional, and the like. */
export const unwrap = (schema: unknown): unknown => {
  let inner = schema;
  while (inner instanceof z.ZodExactOptional || inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) {
    inner = inner.unwrap();
  }
  return inner;
};

const step = (schema: unknown, key: PropertyKey): unknown => {
  if (schema instanceof z.ZodObject) return unwrap(Reflect.get(schema.shape, key));
  if (schema instanceof z.ZodArray) return unwrap(schema.element);
  if (schema instanceof z.ZodRecord) return unwrap(schema.valueType);
  return undefined;
};

/** Names of the properties that a generated schema knows at the end of a path. */
export const knownProperties = (schema: unknown, path: readonly PropertyKey[]): readonly string[] => {
  let inner = unwrap(schema);
  for (const key of path) inner = step(inner, key);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
};
