import { GenerateError } from "./failure.ts";
import { isJsonObject } from "./json.ts";
import { type OpenApiDocument, operationsOf, resolve } from "./openapi-document.ts";
import { renderTypeScript } from "./render.ts";

/** The values of a schema of the control API with the names that people read. */
const namesOf = (control: OpenApiDocument, schemaName: string): Readonly<Record<string, string>> => {
  const schema = resolve(control, { $ref: `#/components/schemas/${schemaName}` });
  const values = Array.isArray(schema?.["enum"]) ? schema["enum"] : [];
  const names = schema?.["x-enumDescriptions"];
  return Object.fromEntries(
    values.map((value) => {
      const name = isJsonObject(names) ? names[String(value)] : undefined;
      if (typeof name !== "string") {
        throw new GenerateError(
          `${control.source}: ${schemaName} ${String(value)} has no name; add it to x-enumDescriptions of the schema`,
        );
      }
      return [String(value), name];
    }),
  );
};

/** `message/send` of `/v2/miniprogram/message/send`: what is left without version and product. */
const shortNameOf = (path: string): string => path.split("/").slice(3).join("/");

/** What the stub and its page know of the API by name: operations, super apps and channels. */
export const renderFacts = async (
  fileName: string,
  api: OpenApiDocument,
  control: OpenApiDocument,
): Promise<string> => {
  const ids = operationsOf(api);
  const paths = Object.fromEntries(ids.map(({ operationId, path }) => [operationId, path]));
  const names = Object.fromEntries(ids.map(({ operationId, path }) => [operationId, shortNameOf(path)]));
  const code = `export type Operation = keyof typeof operationPaths;

/** The path of each operation, by operationId, in the order of the spec. */
export const operationPaths = ${JSON.stringify(paths)} as const;

/** How people call each operation. */
export const operationNames = ${JSON.stringify(names)} as const satisfies Record<Operation, string>;

/** Every operationId, in the order of the spec. */
export const operationIds = ${JSON.stringify(Object.keys(paths))} as const satisfies readonly Operation[];

export type SuperApp = keyof typeof superAppNames;

/** The super apps with the names that people read, in the order of the API page. */
export const superAppNames = ${JSON.stringify(namesOf(control, "SuperApp"))} as const;

export type Channel = keyof typeof channelNames;

/** The channels with the names that people read. */
export const channelNames = ${JSON.stringify(namesOf(control, "Channel"))} as const;`;
  return renderTypeScript(fileName, [api.source, control.source], code);
};
