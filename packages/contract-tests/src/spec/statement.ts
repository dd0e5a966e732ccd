import { generatedErrata, generatedStatements } from "../generated/statements.js";
import { isObject } from "./json.js";

export type Level = "documented" | "inferred" | "policy";

/** A sentence of the API pages, and what enforces it. */
export interface Statement {
  readonly id: string;
  readonly page: string;
  readonly quote: string;
  readonly operation?: string;
  readonly field?: string;
  readonly level: Level;
  readonly enforcedBy: readonly Enforcement[];
}

export type Enforcement = { readonly schema: string } | { readonly case: string } | { readonly note: string };

// The generator copies spec/statements.yaml as it is; a drift test compares both.
const isGenerated = (value: unknown): value is { readonly statements: readonly Statement[] } =>
  isObject(value) && Array.isArray(value["statements"]);

export const statements: readonly Statement[] = isGenerated(generatedStatements) ? generatedStatements.statements : [];

const levels: readonly Level[] = ["documented", "inferred", "policy"];

const isLevels = (value: unknown): value is Readonly<Record<string, Level>> =>
  isObject(value) && Object.values(value).every((level) => levels.some((known) => known === level));

/** How much each erratum may demand of somebody else's server. */
export const errataLevels: Readonly<Record<string, Level>> = isLevels(generatedErrata) ? generatedErrata : {};

/** Ids of the cases that a statement cites. */
export const casesOf = (statement: Statement): readonly string[] =>
  statement.enforcedBy.flatMap((enforcement) => ("case" in enforcement ? [enforcement.case] : []));

const byCase = new Map<string, Statement[]>();
for (const statement of statements) {
  for (const id of casesOf(statement)) byCase.set(id, [...(byCase.get(id) ?? []), statement]);
}

/** The statements that cite this case. */
export const statementsOf = (caseId: string): readonly Statement[] => byCase.get(caseId) ?? [];
