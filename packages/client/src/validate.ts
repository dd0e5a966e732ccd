import type { Issue } from "./errors.js";
import type { ArrayRule, MapRule, ObjectRule, Rule, StringRule } from "./generated/constraints.js";

type Fields = Readonly<Record<string, unknown>>;
type Issues = Generator<Issue, void>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function* stringIssues(text: string, rule: StringRule, field: string): Issues {
  const { max = Infinity, forbidden = "", values } = rule;
  // Lengths count code points (E05); the first comparison spares the count for nearly every value.
  if (text.length > max && Array.from(text).length > max) yield { field, rule: `at most ${max} characters` };
  if (Array.from(forbidden).some((character) => text.includes(character))) {
    yield { field, rule: `none of the characters ${forbidden}` };
  }
  if (values && !values.includes(text)) yield { field, rule: `one of ${values.join(", ")}` };
}

function* arrayIssues(list: readonly unknown[], rule: ArrayRule, field: string): Issues {
  const { min = 0, max = Infinity, items } = rule;
  if (list.length < min) yield { field, rule: `at least ${min} element` };
  if (list.length > max) yield { field, rule: `at most ${max} elements` };
  for (const [index, item] of list.entries()) yield* issuesOf(item, items, `${field}[${index}]`);
}

function* mapIssues(map: Fields, { values }: MapRule, path: string): Issues {
  for (const [key, value] of Object.entries(map)) yield* issuesOf(value, values, `${path}.${key}`);
}

function* objectIssues(object: Fields, { fields }: ObjectRule, path: string): Issues {
  for (const [name, rule] of Object.entries(fields)) {
    const field = path ? `${path}.${name}` : name;
    if (Object.hasOwn(object, name)) yield* issuesOf(object[name], rule, field);
    else if (!rule.optional) yield { field, rule: "required" };
  }
}

/** `undefined` when the value has another type. */
const issuesOfType = (value: unknown, rule: Rule, field: string): Issues | undefined => {
  if (rule.type === "string") return typeof value === "string" ? stringIssues(value, rule, field) : undefined;
  if (rule.type === "array") return Array.isArray(value) ? arrayIssues(value, rule, field) : undefined;
  if (!isObject(value)) return undefined;
  return rule.type === "map" ? mapIssues(value, rule, field) : objectIssues(value, rule, field);
};

/**
 * Every rule that the value breaks, in the order of the spec. Unknown keys are legal (E10).
 *
 * @param value as it is on the wire: what `JSON.parse` returns.
 * @param field path of the value, empty at the top.
 */
export function* issuesOf(value: unknown, rule: Rule, field = ""): Issues {
  if (value === null && rule.nullable) return;
  const type = rule.type === "map" ? "object" : rule.type;
  yield* issuesOfType(value, rule, field) ?? [{ field, rule: `must be of type ${type}` }];
}
