import { GenerateError } from "./failure.ts";
import { isJsonObject, type Json, type JsonObject, mapJson } from "./json.ts";
import { type OpenApiDocument, operationsOf, resolve } from "./openapi-document.ts";

const SCHEMAS = "#/components/schemas/";

const schemasOf = (document: OpenApiDocument): JsonObject => {
  const components = document.json["components"];
  const schemas = isJsonObject(components) ? components["schemas"] : undefined;
  return isJsonObject(schemas) ? schemas : {};
};

const aliasOf = (schema: Json): string | undefined => {
  const reference = isJsonObject(schema) && Object.keys(schema).length === 1 ? schema["$ref"] : undefined;
  return typeof reference === "string" && reference.startsWith(SCHEMAS) ? reference.slice(SCHEMAS.length) : undefined;
};

/** Bundling names a schema after the last step of its address; one that has a name of its own here keeps that alone. */
const withoutAliases = (document: OpenApiDocument): OpenApiDocument => {
  const schemas = schemasOf(document);
  const names = new Map(
    Object.entries(schemas).flatMap(([name, schema]) => {
      const target = aliasOf(schema);
      return target === undefined ? [] : [[target, name] as const];
    }),
  );
  const kept = Object.entries(schemas).flatMap(([name, schema]): [string, Json][] => {
    if (names.has(name)) {
      return [];
    }
    const target = aliasOf(schema);
    return [[name, target === undefined ? schema : (schemas[target] ?? schema)]];
  });
  const shared = document.json["components"];
  const components = { ...(isJsonObject(shared) ? shared : {}), schemas: Object.fromEntries(kept) };
  const json = mapJson({ ...document.json, components }, (key, value) => {
    const name = key === "$ref" && typeof value === "string" ? names.get(value.replace(SCHEMAS, "")) : undefined;
    return name === undefined ? value : `${SCHEMAS}${name}`;
  });
  return { ...document, json };
};

const EXTENSION = "x-enum-of";

/** What a schema of the control API may take its values from, so that `spec/openapi.yaml` is the only place that lists them. */
const VALUES: Readonly<Record<string, (api: OpenApiDocument) => readonly string[]>> = {
  operationId: (api) => operationsOf(api).map(({ operationId }) => operationId),
};

const withValues = (document: OpenApiDocument, api: OpenApiDocument): OpenApiDocument => {
  const filled = (value: Json): Json => {
    const list = isJsonObject(value) ? value[EXTENSION] : undefined;
    if (!isJsonObject(value) || list === undefined) {
      return value;
    }
    const values = typeof list === "string" ? VALUES[list]?.(api) : undefined;
    if (values === undefined) {
      throw new GenerateError(
        `${document.source}: ${EXTENSION} is ${JSON.stringify(list)}; it must be one of ${Object.keys(VALUES).join(", ")}`,
      );
    }
    const { [EXTENSION]: _, ...rest } = value;
    return { ...rest, enum: values };
  };
  return { ...document, json: mapJson(document.json, (_key, value) => filled(value)) };
};

/**
 * A map whose keys are an enum comes as an object with these properties: hono-takibi drops `propertyNames`, and an object names
 * the key that it does not know.
 */
const withKeys = (document: OpenApiDocument): OpenApiDocument => {
  const expanded = (value: Json): Json => {
    const keys = isJsonObject(value) ? resolve(document, value["propertyNames"])?.["enum"] : undefined;
    if (!isJsonObject(value) || !Array.isArray(keys)) {
      return value;
    }
    const { propertyNames: _, additionalProperties = {}, ...rest } = value;
    const properties = Object.fromEntries(keys.map((key) => [String(key), additionalProperties]));
    return { ...rest, additionalProperties: false, properties };
  };
  return { ...document, json: mapJson(document.json, (_key, value) => expanded(value)) };
};

/**
 * The control API with what it shares with the platform's API filled in: names that both use, and lists of values.
 * @throws {GenerateError} when a schema asks for a list that there is not.
 */
export const controlDocument = (control: OpenApiDocument, api: OpenApiDocument): OpenApiDocument =>
  withKeys(withValues(withoutAliases(control), api));
