import { z } from "@hono/zod-openapi";
import type { Issue } from "./issue.js";

/** The key that a zod record drops unread, whatever stands there. */
const UNREAD = "__proto__";

const valueOf = (value: object, key: string): unknown => Object.getOwnPropertyDescriptor(value, key)?.value;

type Path = readonly PropertyKey[];

const inRecord = ({ def }: z.ZodRecord, value: object, path: Path): readonly Issue[] => {
  if (!Object.hasOwn(value, UNREAD) || !(def.valueType instanceof z.ZodType)) return [];
  const found = def.valueType.safeParse(valueOf(value, UNREAD)).error?.issues ?? [];
  return found.map((issue) => Object.assign(issue, { path: [...path, UNREAD, ...issue.path] }));
};

const inObject = ({ def }: z.ZodObject, value: object, path: Path): readonly Issue[] =>
  Object.entries(def.shape).flatMap(([name, schema]) => unreadIssues(schema, valueOf(value, name), [...path, name]));

/**
 * What a schema would say about the values of its maps that stand at `__proto__`: the document asks of every value what it
 * asks of the others. As a property that no object of the schema knows, the key is as free as any other.
 */
export const unreadIssues = (schema: unknown, value: unknown, path: Path = []): readonly Issue[] => {
  if (typeof value !== "object" || value === null) return [];
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodNullable) {
    return unreadIssues(schema.def.innerType, value, path);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((element, index) => unreadIssues(schema.def.element, element, [...path, index]));
  }
  if (Array.isArray(value)) return [];
  if (schema instanceof z.ZodRecord) return inRecord(schema, value, path);
  return schema instanceof z.ZodObject ? inObject(schema, value, path) : [];
};
