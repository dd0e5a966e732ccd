import type { Operation } from "./document.ts";
import { at } from "./json.ts";
import type { Statement } from "./statement.ts";

const keys = ["code", "status", "message", "action", "source"];
const sources = new Set<unknown>(["api-page", "common", "borrowed"]);

const checkEntry = (entry: unknown, statuses: unknown): string | undefined => {
  const missing = keys.find((key) => typeof at(entry, key) !== "string");
  if (missing !== undefined) return `has no ${missing}: add it`;
  if (!Array.isArray(statuses) || !statuses.includes(at(entry, "status"))) {
    return "has a status that the response schema does not list: mend either";
  }
  return sources.has(at(entry, "source")) ? undefined : "has an unknown source: use api-page, common or borrowed";
};

/** `x-result-codes` is complete in itself, and each code of an API page is claimed by a statement. */
export const checkResultCodes = (operations: readonly Operation[], statements: readonly Statement[]): string[] =>
  operations.flatMap(({ id, value }) => {
    const list = at(value, "x-result-codes");
    if (!Array.isArray(list)) return [`operation ${id}: x-result-codes must be an array on the operation itself`];
    const schema = at(value, "responses", "200", "content", "application/json", "schema");
    const statuses = at(schema, "properties", "result", "properties", "resultStatus", "enum");
    const seen = new Set<unknown>();
    return list.flatMap((entry: unknown) => {
      const code = at(entry, "code");
      const where = `operation ${id}: x-result-codes: ${String(code)}`;
      const findings: string[] = [];
      const fault = checkEntry(entry, statuses);
      if (fault !== undefined) findings.push(`${where} ${fault}`);
      if (seen.has(code)) findings.push(`${where} is listed twice: drop one`);
      seen.add(code);
      const isClaimed = statements.some(({ operation, quote }) => operation === id && quote.includes(String(code)));
      if (at(entry, "source") === "api-page" && !isClaimed) {
        findings.push(`${where} is quoted by no statement although its source is api-page: mend the source`);
      }
      return findings;
    });
  });

/** A reader explains a code without knowing the operation: what two operations say about one code is the same. */
export const checkSharedCodes = (operations: readonly Operation[]): string[] => {
  const first = new Map<unknown, { readonly id: string; readonly row: unknown }>();
  return operations.flatMap(({ id, value }) => {
    const list = at(value, "x-result-codes");
    return (Array.isArray(list) ? list : []).flatMap((row: unknown) => {
      const code = at(row, "code");
      const known = first.get(code);
      if (known === undefined) first.set(code, { id, row });
      const differing = known && keys.find((key) => at(known.row, key) !== at(row, key));
      return known === undefined || differing === undefined
        ? []
        : [
            `operation ${id}: x-result-codes: ${String(code)} has another ${differing} than under ${known.id}: mend either`,
          ];
    });
  });
};
