import { isJsonObject, type Json, type JsonObject, mapJson } from "./json.ts";
import { type OpenApiDocument, type Operation, operationsOf } from "./openapi-document.ts";
import { resultCodesOf } from "./result-codes.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ").trim();

/** The page writes `-` where there is nothing to do. */
const actionOf = (action: string): string => (action === "-" ? "" : cell(action));

const tableOf = (document: OpenApiDocument, operation: Operation): string =>
  [
    "| code | status | message | what to do |",
    "| --- | --- | --- | --- |",
    ...resultCodesOf(document, operation).map(
      ({ code, status, message, action }) => `| \`${code}\` | \`${status}\` | ${cell(message)} | ${actionOf(action)} |`,
    ),
  ].join("\n");

const describe = (document: OpenApiDocument, operation: Operation): JsonObject => {
  const description = operation.definition["description"];
  const text = typeof description === "string" ? description.trimEnd() : "";
  const codes = "**Result codes.** The set is open: decide on a code that is not here by its status.";
  return { ...operation.definition, description: `${text}\n\n${codes}\n\n${tableOf(document, operation)}\n` };
};

/** Notes of the spec to its own checks. */
const isNote = (key: string): boolean => key === "x-beyond-the-page";

/**
 * The document as others read it: tools that show no extension show the result codes, since they stand in the description
 * of each operation as well.
 */
export const publishedDocument = (document: OpenApiDocument): OpenApiDocument => {
  const paths = document.json["paths"];
  const described: Record<string, Json> = { ...(isJsonObject(paths) ? paths : {}) };
  for (const operation of operationsOf(document)) {
    const item = described[operation.path];
    described[operation.path] = {
      ...(isJsonObject(item) ? item : {}),
      [operation.method]: describe(document, operation),
    };
  }
  const json = mapJson({ ...document.json, paths: described }, (key, value) => (isNote(key) ? undefined : value));
  return { ...document, json };
};
