import type { OpenApiDocument } from "./openapi-document.ts";
import { publishedDocument } from "./published-document.ts";
import { renderTypeScript } from "./render.ts";

/** The specification as data, to be served. */
export const renderServedDocument = (fileName: string, document: OpenApiDocument): Promise<string> =>
  renderTypeScript(
    fileName,
    [document.source],
    `export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** The whole specification in one document, with the result codes of each operation in its description. */
export const openapiDocument: JsonObject = ${JSON.stringify(publishedDocument(document).json)};`,
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
