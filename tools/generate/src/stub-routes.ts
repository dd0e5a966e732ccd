import { zodOpenAPIHono } from "hono-takibi/zod-openapi-hono";
import { GenerateError } from "./failure.ts";
import { withoutGatewayHeaders } from "./gateway-headers.ts";
import { isJsonObject, type Json } from "./json.ts";
import { type OpenApiDocument, operationsOf } from "./openapi-document.ts";
import { renderTypeScript } from "./render.ts";

const EXPORTS = {
  exportSchemas: true,
  exportSchemasTypes: true,
  exportResponses: false,
  exportParameters: false,
  exportParametersTypes: false,
  exportExamples: false,
  exportRequestBodies: false,
  exportHeaders: false,
  exportHeadersTypes: false,
  exportSecuritySchemes: false,
  exportLinks: false,
  exportCallbacks: false,
  exportPathItems: false,
  exportMediaTypes: false,
  exportMediaTypesTypes: false,
} as const;

/**
 * Response headers break the document that a zod route derives; examples and extensions do not survive the round trip and
 * would only weigh on the stub, which serves the real document anyhow; a security scheme comes out as an unused constant.
 */
const isLeftOut = (key: string): boolean =>
  key.startsWith("x-") || ["headers", "example", "examples", "securitySchemes"].includes(key);

/**
 * Directly below `properties` a key is the name of a field, whatever it is called. Without a list of required properties
 * hono-takibi takes none of them for optional; the spec has no empty ones, since other tools refuse them.
 */
const pruned = (value: Json, keysAreNames = false): Json => {
  if (Array.isArray(value)) {
    return value.map((item: Json) => pruned(item));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const isObject = !keysAreNames && isJsonObject(value["properties"]) && value["required"] === undefined;
  const entries = Object.entries(value)
    .filter(([key]) => keysAreNames || !isLeftOut(key))
    .flatMap(([key, child]): [string, Json][] => {
      const kept: [string, Json] = [key, pruned(child, !keysAreNames && key === "properties")];
      return isObject && key === "properties" ? [["required", []], kept] : [kept];
    });
  return Object.fromEntries(entries);
};

/** hono-takibi names a route by method and path; here it is named by its operation. */
const namedByOperation = (code: string): string =>
  code.replaceAll(/export const \w+(=createRoute\(\{[^]*?operationId:'(\w+)')/g, "export const $2Route$1");

/** `createRoute` definitions with their zod schemas, one per operation. */
export const renderRoutes = async (fileName: string, document: OpenApiDocument): Promise<string> => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Redocly has checked it against the OpenAPI structure
  const json = pruned(withoutGatewayHeaders(document).json) as Json & Parameters<typeof zodOpenAPIHono>[0];
  const code = namedByOperation(zodOpenAPIHono(json, EXPORTS));
  for (const { operationId } of operationsOf(document)) {
    if (!code.includes(`export const ${operationId}Route=`)) {
      throw new GenerateError(`${document.source}: no route came out for ${operationId}; its name must match \\w+`);
    }
  }
  return renderTypeScript(fileName, [document.source], code);
};
