import { isJsonObject, type JsonObject } from "../json.ts";
import { type OpenApiDocument, resolve } from "../openapi-document.ts";

const CONSTRAINTS = new Set(["type", "maxLength", "pattern", "enum", "minItems", "maxItems"]);

/** Every constraint of a schema, by the place that Ajv names when a body breaks it. */
export const constraintsOf = (document: OpenApiDocument, schema: JsonObject, at = "#"): readonly string[] => {
  const own = Object.keys(schema)
    .filter((key) => CONSTRAINTS.has(key))
    .map((key) => `${at}/${key}`);
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const children = [
    ...Object.entries(isJsonObject(schema["properties"]) ? schema["properties"] : {}).map(
      ([name, child]) => [`${at}/properties/${name}`, child] as const,
    ),
    ...["items", "additionalProperties"].map((key) => [`${at}/${key}`, schema[key]] as const),
  ];
  return [
    ...own,
    ...required.map((name: string) => `${at}/required/${name}`),
    ...children.flatMap(([place, child]) => {
      const target = resolve(document, child);
      // Ajv names a referenced schema by its own address.
      const address = isJsonObject(child) && typeof child["$ref"] === "string" ? child["$ref"] : place;
      return target === undefined ? [] : constraintsOf(document, target, address);
    }),
  ];
};
