import { isObject } from "../spec/json.js";
import { typesOf, type Schema } from "../spec/operation.js";

export interface Issue {
  readonly field: string;
  readonly rule: string;
}

export interface ValidationRules {
  readonly lengthOf: (text: string) => number;
  /** `false` refuses properties that the schema does not name. */
  readonly allowsUnknown: boolean;
}

/** What a value breaks of a schema, in the order of the schema. */
export const issuesOf = (schema: Schema, value: unknown, rules: ValidationRules, field = ""): readonly Issue[] => {
  const types = typesOf(schema);
  if (types.length > 0 && !types.includes(typeName(value))) {
    return [{ field, rule: `must be of type ${types.join(" or ")}` }];
  }
  if (typeof value === "string") return textIssues(schema, value, rules, field);
  if (Array.isArray(value)) return listIssues(schema, value, rules, field);
  return isObject(value) ? objectIssues(schema, value, rules, field) : [];
};

const typeName = (value: unknown): string => {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
};

const textIssues = (schema: Schema, value: string, rules: ValidationRules, field: string): readonly Issue[] => {
  const issues: Issue[] = [];
  const { maxLength, minLength, pattern, enum: allowed } = schema;
  if (maxLength !== undefined && rules.lengthOf(value) > maxLength)
    issues.push({ field, rule: `at most ${maxLength} characters` });
  if (minLength !== undefined && rules.lengthOf(value) < minLength)
    issues.push({ field, rule: `at least ${minLength} characters` });
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value))
    issues.push({ field, rule: `must match ${pattern}` });
  if (allowed !== undefined && !allowed.includes(value)) issues.push({ field, rule: `one of ${allowed.join(", ")}` });
  return issues;
};

const listIssues = (
  schema: Schema,
  value: readonly unknown[],
  rules: ValidationRules,
  field: string,
): readonly Issue[] => {
  const { minItems = 0, maxItems = Infinity, items } = schema;
  if (value.length < minItems) return [{ field, rule: `at least ${minItems} elements` }];
  if (value.length > maxItems) return [{ field, rule: `at most ${maxItems} elements` }];
  return items === undefined ? [] : value.flatMap((item, index) => issuesOf(items, item, rules, `${field}[${index}]`));
};

const objectIssues = (
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  rules: ValidationRules,
  field: string,
): readonly Issue[] => {
  const path = (key: string): string => (field === "" ? key : `${field}.${key}`);
  const { properties = {}, required = [], additionalProperties, minProperties = 0 } = schema;
  if (Object.keys(value).length < minProperties) return [{ field, rule: `at least ${minProperties} properties` }];
  const missing = required
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => ({ field: path(key), rule: "required" }));
  const inside = Object.keys(value).flatMap((key) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (known !== undefined) return issuesOf(known, value[key], rules, path(key));
    if (isObject(additionalProperties)) return issuesOf(additionalProperties, value[key], rules, path(key));
    return rules.allowsUnknown ? [] : [{ field: path(key), rule: "unknown property" }];
  });
  return [...missing, ...inside];
};
