import { isJsonObject, type Json, type JsonObject, mapJson } from "./json.ts";
import { type OpenApiDocument, type Operation, operationsOf } from "./openapi-document.ts";
import { withResultCodes } from "./result-code-table.mjs";
import { resultCodesOf } from "./result-codes.ts";

const describe = (document: OpenApiDocument, operation: Operation): JsonObject => {
  const description = operation.definition["description"];
  const text = typeof description === "string" ? description : "";
  return { ...operation.definition, description: withResultCodes(text, resultCodesOf(document, operation)) };
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
