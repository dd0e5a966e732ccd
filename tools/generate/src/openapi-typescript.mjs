// Plain JavaScript: the type declarations of openapi-typescript pull in TypeScript 5.9 and two packages without types.
// Nothing else imports either of them.
import openapiTypeScript, { astToString } from "openapi-typescript";

export const typesOf = async (json) =>
  astToString(
    await openapiTypeScript(structuredClone(json), { rootTypes: true, rootTypesNoSchemaPrefix: true, silent: true }),
  );
