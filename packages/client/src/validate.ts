import type { Issue } from "./errors.js";
import type { ArrayRule, MapRule, ObjectRule, Rule, StringRule } from "./generated/constraints.js";

type Fields = Readonly<Record<string, unknown>>;

/** Where a value is, and where its issues go. */
interface Place {
  readonly field: string;
  readonly issues: Issue[];
}

const report = ({ field, issues }: Place, rule: string): void => void issues.push({ field, rule });

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const checkString = (text: string, { max = Infinity, forbidden = "", values }: StringRule, place: Place): void => {
  // Lengths count code points (E05); the first comparison spares the count for nearly every value.
  if (text.length > max && Array.from(text).length > max) report(place, `at most ${max} characters`);
  for (const character of forbidden) {
    if (text.includes(character)) return report(place, `none of the characters ${forbidden}`);
  }
  if (values && !values.includes(text)) report(place, `one of ${values.join(", ")}`);
};

const checkArray = (list: readonly unknown[], { min = 0, max = Infinity, items }: ArrayRule, place: Place): void => {
  if (list.length < min) report(place, `at least ${min} element`);
  if (list.length > max) report(place, `at most ${max} elements`);
  for (const [index, item] of list.entries()) check(item, items, { ...place, field: `${place.field}[${index}]` });
};

const checkMap = (map: Fields, { values }: MapRule, place: Place): void => {
  for (const key of Object.keys(map)) check(map[key], values, { ...place, field: `${place.field}.${key}` });
};

const checkObject = (object: Fields, { fields }: ObjectRule, { field, issues }: Place): void => {
  for (const [name, rule] of Object.entries(fields)) {
    const place = { field: field ? `${field}.${name}` : name, issues };
    if (Object.hasOwn(object, name)) check(object[name], rule, place);
    else if (!rule.optional) report(place, "required");
  }
};

const check = (value: unknown, rule: Rule, place: Place): void => {
  if (value === null && rule.nullable) return;
  if (rule.type === "string" && typeof value === "string") checkString(value, rule, place);
  else if (rule.type === "array" && Array.isArray(value)) checkArray(value, rule, place);
  else if (rule.type === "map" && isObject(value)) checkMap(value, rule, place);
  else if (rule.type === "object" && isObject(value)) checkObject(value, rule, place);
  else report(place, `must be of type ${rule.type === "map" ? "object" : rule.type}`);
};

/**
 * Every rule that the value breaks, in the order of the spec; empty when it is legal. Unknown keys are (E10).
 *
 * @param value as it is on the wire: what `JSON.parse` returns.
 */
export const issuesOf = (value: unknown, rule: Rule): Issue[] => {
  const issues: Issue[] = [];
  check(value, rule, { field: "", issues });
  return issues;
};
