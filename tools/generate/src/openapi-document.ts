import { GenerateError } from "./failure.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";

/** A bundled OpenAPI 3.1 document and the file that it was made from. */
export interface OpenApiDocument {
  /** As it is named in banners and messages, such as `spec/openapi.yaml`. */
  readonly source: string;
  readonly json: JsonObject;
}

export interface Operation {
  readonly operationId: string;
  readonly path: string;
  readonly method: string;
  readonly definition: JsonObject;
}

const METHODS = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

const operationOf = (document: OpenApiDocument, path: string, method: string, definition: Json): Operation => {
  if (!isJsonObject(definition) || typeof definition["operationId"] !== "string") {
    throw new GenerateError(`${document.source}: ${method.toUpperCase()} ${path} has no operationId; give it one`);
  }
  return { operationId: definition["operationId"], path, method, definition };
};

/** Every operation, in the order of the document. */
export const operationsOf = (document: OpenApiDocument): readonly Operation[] => {
  const paths = document.json["paths"];
  if (!isJsonObject(paths)) {
    throw new GenerateError(`${document.source}: there are no paths; add at least one`);
  }
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(isJsonObject(item) ? item : {})
      .filter(([method]) => METHODS.has(method))
      .map(([method, definition]) => operationOf(document, path, method, definition)),
  );
  if (operations.length === 0) {
    throw new GenerateError(`${document.source}: there are no operations; add at least one`);
  }
  return operations;
};

/** Follows `$ref`s inside the bundled document. */
export const resolve = (document: OpenApiDocument, value: Json | undefined): JsonObject | undefined => {
  if (!isJsonObject(value)) {
    return undefined;
  }
  const reference = value["$ref"];
  if (typeof reference !== "string") {
    return value;
  }
  const target = reference
    .replace(/^#\//, "")
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<Json | undefined>((at, part) => (isJsonObject(at) ? at[part] : undefined), document.json);
  return resolve(document, target);
};

/** The JSON schema of an operation's request body, with its `$ref` followed once. */
export const requestSchemaOf = (document: OpenApiDocument, operation: Operation): JsonObject => {
  const body = resolve(document, operation.definition["requestBody"]);
  const content = resolve(document, body?.["content"]);
  const schema = resolve(document, resolve(document, content?.["application/json"])?.["schema"]);
  if (schema === undefined) {
    throw new GenerateError(`${document.source}: ${operation.operationId} has no application/json request body schema`);
  }
  return schema;
};
