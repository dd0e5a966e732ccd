import type { OpenApiDocument } from "./openapi-document.ts";
import { renderTypeScript, templateLiteral } from "./render.ts";

const jsonTypes = `export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };`;

const documentOf = ({ json }: OpenApiDocument): string => `${jsonTypes}

/** The whole specification in one document. */
export const openapiDocument: JsonObject = ${JSON.stringify(json)};`;

/** The specification as data. */
export const renderDocument = (fileName: string, document: OpenApiDocument): Promise<string> =>
  renderTypeScript(fileName, [document.source], documentOf(document));

/** The specification as data and as YAML text, both to be served. */
export const renderServedDocument = (fileName: string, document: OpenApiDocument): Promise<string> =>
  renderTypeScript(
    fileName,
    [document.source],
    `${documentOf(document)}

/** The same as YAML. */
export const openapiYaml: string = ${templateLiteral(document.yaml)};`,
  );
