import type { Issue } from "./errors.js";
import type { ArrayRule, ObjectRule, Rule, StringRule } from "./generated/constraints.js";

type Report = (rule: string) => void;

const typeOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

const checkString = (text: string, { max = Infinity, forbidden = "", values }: StringRule, report: Report): void => {
  // Lengths count code points (E05); the first comparison spares the count for nearly every value.
  if (text.length > max && [...text].length > max) report(`at most ${max} characters`);
  if ([...forbidden].some((character) => text.includes(character))) report(`none of the characters ${forbidden}`);
  if (values && !values.includes(text)) report(`one of ${values.join(", ")}`);
};

const checkArray = (list: readonly unknown[], rule: ArrayRule, field: string, issues: Issue[]): void => {
  const { min = 0, max = Infinity, items } = rule;
  if (list.length < min) issues.push({ field, rule: `at least ${min} element` });
  if (list.length > max) issues.push({ field, rule: `at most ${max} elements` });
  for (const [index, item] of list.entries()) check(item, items, `${field}[${index}]`, issues);
};

const checkObject = (object: object, { fields }: ObjectRule, field: string, issues: Issue[]): void => {
  const values = new Map<string, unknown>(Object.entries(object));
  for (const [name, rule] of Object.entries(fields)) {
    const path = field ? `${field}.${name}` : name;
    if (values.has(name)) check(values.get(name), rule, path, issues);
    else if (!rule.optional) issues.push({ field: path, rule: "required" });
  }
};

const check = (value: unknown, rule: Rule, field: string, issues: Issue[]): void => {
  const type = typeOf(value);
  if (type === "null" && rule.nullable) return;
  const needed = rule.type === "map" ? "object" : rule.type;
  if (type !== needed) issues.push({ field, rule: `must be of type ${needed}` });
  else if (rule.type === "string") checkString(value as string, rule, (text) => issues.push({ field, rule: text }));
  else if (rule.type === "array") checkArray(value as unknown[], rule, field, issues);
  else if (rule.type === "object") checkObject(value as object, rule, field, issues);
  else for (const [key, item] of Object.entries(value as object)) check(item, rule.values, `${field}.${key}`, issues);
};

/**
 * Every rule that the value breaks, in the order of the spec; an empty list when it is legal. Unknown keys are (E10).
 *
 * @param value as it is on the wire: what `JSON.parse` returns.
 */
export const validate = (value: unknown, rule: Rule): Issue[] => {
  const issues: Issue[] = [];
  check(value, rule, "", issues);
  return issues;
};
