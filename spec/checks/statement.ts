import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Operation } from "./document.ts";
import { isRecord } from "./json.ts";

const levels = ["documented", "inferred", "policy"];

/** What holds a statement: a schema keyword, a case of the contract suite, or the reason why nothing can. */
export type Enforcement = { readonly schema: string } | { readonly case: string } | { readonly note: string };

/** A normative sentence of an API page. */
export interface Statement {
  readonly id: string;
  readonly page: string;
  readonly quote: string;
  readonly operation: string;
  readonly field: string | undefined;
  readonly level: string;
  readonly enforcedBy: readonly Enforcement[];
}

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

const isEnforcement = (value: unknown): value is Enforcement => {
  if (!isRecord(value)) return false;
  const [entry, ...more] = Object.entries(value);
  return entry !== undefined && more.length === 0 && ["schema", "case", "note"].includes(entry[0]) && isText(entry[1]);
};

type Rule = readonly [key: string, holds: (value: unknown) => boolean, rule: string];

const rulesFor = (operations: readonly string[]): readonly Rule[] => [
  ["id", (value) => isText(value) && /^[A-Z]{2}-\d{3}$/u.test(value), "must look like MS-001 or SI-001"],
  ["page", isText, "must name a page of source/"],
  ["quote", isText, "must quote the page"],
  ["operation", (value) => isText(value) && operations.includes(value), `must be one of ${operations.join(", ")}`],
  ["field", (value) => value === undefined || isText(value), "must be request.<name> or response.<name>, or absent"],
  ["level", (value) => isText(value) && levels.includes(value), `must be one of ${levels.join(", ")}`],
  [
    "enforcedBy",
    (value) => Array.isArray(value) && value.length > 0,
    "must name at least one schema, case or note: the statement has no enforcement",
  ],
  [
    "enforcedBy",
    (value) => !Array.isArray(value) || value.every((entry) => isEnforcement(entry)),
    "has an entry that is not exactly one of { schema }, { case }, { note } with a text",
  ],
];

const toStatement = (entry: Record<string, unknown>): Statement => ({
  id: String(entry["id"]),
  page: String(entry["page"]),
  quote: String(entry["quote"]),
  operation: String(entry["operation"]),
  field: isText(entry["field"]) ? entry["field"] : undefined,
  level: String(entry["level"]),
  enforcedBy: Array.isArray(entry["enforcedBy"]) ? entry["enforcedBy"].filter((value) => isEnforcement(value)) : [],
});

/** Reads `statements.yaml`; what does not have the shape of a statement becomes a finding and no statement. */
export const readStatements = (
  folder: string,
  operations: readonly Operation[],
): { statements: Statement[]; findings: string[] } => {
  const rules = rulesFor(operations.map(({ id }) => id));
  const document: unknown = parse(readFileSync(join(folder, "statements.yaml"), "utf8"));
  const list = isRecord(document) ? document["statements"] : undefined;
  if (!Array.isArray(list)) return { statements: [], findings: ["statements.yaml: needs a list `statements`"] };
  const statements: Statement[] = [];
  const findings: string[] = [];
  const ids = new Set<unknown>();
  for (const [index, entry] of list.entries()) {
    if (!isRecord(entry)) {
      findings.push(`statements.yaml: entry ${index + 1} is not an object`);
      continue;
    }
    const name = isText(entry["id"]) ? entry["id"] : `entry ${index + 1}`;
    const broken = rules.filter(([key, holds]) => !holds(entry[key])).map(([key, , rule]) => `${name}: ${key} ${rule}`);
    if (ids.has(entry["id"])) broken.push(`${name}: id is used twice`);
    ids.add(entry["id"]);
    findings.push(...broken.map((line) => `statements.yaml: ${line}`));
    if (broken.length === 0) statements.push(toStatement(entry));
  }
  return { statements, findings };
};
