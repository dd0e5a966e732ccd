import type { OpenApiDocument } from "./openapi-document.ts";
import { renderTypeScript, templateLiteral } from "./render.ts";

/** The specification as data and as YAML text, both to be served. */
export const renderServedDocument = (fileName: string, { source, json, yaml }: OpenApiDocument): Promise<string> =>
  renderTypeScript(
    fileName,
    [source],
    `export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** The whole specification in one document. */
export const openapiDocument: JsonObject = ${JSON.stringify(json)};

/** The same as YAML. */
export const openapiYaml: string = ${templateLiteral(yaml)};`,
  );

/** The control API's description as data, for the checks and schemas that are made from it. */
export const renderControlDocument = (fileName: string, { source, json }: OpenApiDocument): Promise<string> =>
  renderTypeScript(
    fileName,
    [source],
    `import type { JsonObject } from "./openapi.js";

/** The whole description of the control API in one document. */
export const controlDocument: JsonObject = ${JSON.stringify(json)};`,
  );
