import type { z } from "@hono/zod-openapi";
import { nearest } from "../model/nearest.js";
import { shorten } from "../model/shorten.js";
import { OPEN_MAPS, describePath } from "./describe-path.js";
import { knownProperties } from "./known-properties.js";
import { NAME_RULE } from "./target.js";

export type Issue = z.core.$ZodIssue;

/** A field with the rule that it breaks. Never holds a value of the request. */
export interface FieldIssue {
  readonly field: string;
  readonly rule: string;
}

const plural = (count: number | bigint, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;

const unitOf = (origin: string): string => (origin === "string" ? "character" : origin === "array" ? "element" : "");

const sizeRule = (bound: "at least" | "at most", limit: number | bigint, origin: string): string => {
  const unit = unitOf(origin);
  return unit === "" ? `must be ${bound} ${limit}` : `must have ${bound} ${plural(limit, unit)}`;
};

const articles: Record<string, string> = {
  array: "an array",
  object: "an object",
  record: "an object",
  int: "an integer",
};

const DURATION = "must be an ISO 8601 duration such as PT1H";

/** Rules for patterns that nobody should have to read. */
const RULES: readonly (readonly [start: string, rule: string])[] = [
  ["^([A-Za-z0-9_-]", NAME_RULE],
  ["^P(", DURATION],
  ["^(off|P(", `${DURATION}, or off`],
  ["^[0-9]{4}-[0-9]{2}-", "must be an ISO 8601 time such as 2030-01-01T00:00:00Z"],
  ["^[0-9]{1,15}$", "must be a number that the stub gave out"],
  ["^https?:", "must be an http or https URL without user and password"],
];

const patternRule = (pattern: string | undefined): string => {
  const bare = pattern?.replace(/^\//, "").replaceAll("\\/", "/") ?? "";
  const known = RULES.find(([start]) => bare.startsWith(start));
  if (known) return known[1];
  const [, forbidden] = /^\/?\^\[\^([^\]]*)\]\*\$\/?$/.exec(pattern ?? "") ?? [];
  if (forbidden === undefined) return `must match ${pattern}`;
  const characters = Array.from(forbidden);
  return `must not contain ${characters.slice(0, -1).join(", ")} or ${characters.at(-1)}`;
};

const rules: { readonly [Code in Issue["code"]]?: (issue: Extract<Issue, { code: Code }>) => string } = {
  invalid_type: ({ expected }) => `must be ${articles[expected] ?? `a ${expected}`}`,
  too_big: ({ maximum, origin }) => sizeRule("at most", maximum, origin),
  too_small: ({ minimum, origin }) => sizeRule("at least", minimum, origin),
  invalid_format: ({ pattern }) => patternRule(pattern),
  invalid_value: ({ values }) => `must be ${values.length > 1 ? "one of " : ""}${values.map(String).join(", ")}`,
  unrecognized_keys: () => "has an unknown property",
  invalid_union: () => "must be of one of the listed kinds",
};

const ruleOf = (issue: Issue): string => {
  const rule = rules[issue.code];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table is keyed by the code of its argument
  return rule ? (rule as (issue: Issue) => string)(issue) : "is illegal";
};

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown => {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
};

const unknownRule = (name: string, known: readonly string[]): string => {
  const near = nearest(name, known);
  if (near !== undefined) return `is no known property; did you mean ${near}?`;
  return known.length === 0 ? "is no known property" : `is no known property; known are ${known.join(", ")}`;
};

/** Unknown properties first: what is missing is often the same one, misspelt. */
export const inOrder = (issues: readonly Issue[]): readonly Issue[] => [
  ...issues.filter(({ code }) => code === "unrecognized_keys"),
  ...issues.filter(({ code }) => code !== "unrecognized_keys"),
];

/**
 * Field and rule of each issue that a generated schema found in `input`, in their order. With the schema, unknown properties get
 * the known one that is nearest.
 */
export const fieldIssues = (issues: readonly Issue[], input: unknown, schema?: unknown): readonly FieldIssue[] =>
  issues.map((issue) => {
    const field = describePath(issue.path);
    if (issue.code === "unrecognized_keys") {
      const name = issue.keys[0] ?? "";
      const rule = unknownRule(name, knownProperties(schema, issue.path));
      return { field: field === "body" ? shorten(name) : `${field}.${shorten(name)}`, rule };
    }
    const isMissing = issue.path.length > 0 && valueAt(input, issue.path) === undefined;
    const inMap = issue.path.length > 1 && OPEN_MAPS.has(issue.path.at(-2) ?? "");
    if (inMap) return { field, rule: "every value must be a string" };
    return { field, rule: isMissing ? "is required" : ruleOf(issue) };
  });

const LONGEST = 190;

/** `<field>: <rule>` of every issue, as many as fit into a resultMessage. */
export const describeIssues = (issues: readonly FieldIssue[]): string => {
  let text = "";
  const seen = new Set<string>();
  for (const { field, rule } of issues) {
    if (seen.size === seen.add(`${field}: ${rule}`).size) continue;
    const next = `${text === "" ? "" : `${text}; `}${field}: ${rule}`;
    if (next.length > LONGEST) return text === "" ? next.slice(0, LONGEST) : text;
    text = next;
  }
  return text;
};
