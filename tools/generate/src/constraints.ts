import { GenerateError } from "./failure.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import { type OpenApiDocument, operationsOf, requestSchemaOf, resolve } from "./openapi-document.ts";
import { renderTypeScript } from "./render.ts";

/** Says nothing about validity. */
const ANNOTATIONS = new Set(["description", "title", "example", "examples", "deprecated", "readOnly", "writeOnly"]);

const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  string: ["type", "maxLength", "pattern", "enum"],
  array: ["type", "minItems", "maxItems", "items"],
  object: ["type", "required", "properties", "additionalProperties"],
};

interface Place {
  readonly document: OpenApiDocument;
  readonly name: string;
}

/** A keyword that the client's validator does not know must fail here, not pass there. */
const refuseUnknownKeywords = (place: Place, type: string, schema: JsonObject): void => {
  const known = KEYWORDS[type] ?? [];
  for (const key of Object.keys(schema)) {
    if (!known.includes(key) && !ANNOTATIONS.has(key) && !key.startsWith("x-")) {
      throw new GenerateError(
        `${place.document.source}: "${key}" on ${place.name} is not known to the client's validator; ` +
          "leave it out, or teach tools/generate/src/constraints.ts and packages/client/src/validate.ts",
      );
    }
  }
};

const typesOf = (place: Place, schema: JsonObject): { readonly type: string; readonly nullable: boolean } => {
  const listed: readonly Json[] = Array.isArray(schema["type"]) ? schema["type"] : [schema["type"] ?? null];
  const types = listed.filter((type) => type !== "null");
  const [type] = types;
  if (types.length !== 1 || typeof type !== "string" || !(type in KEYWORDS)) {
    throw new GenerateError(`${place.document.source}: the type of ${place.name} is not string, array or object`);
  }
  return { type, nullable: types.length < listed.length };
};

/** `^[^@#?]*$` becomes `@#?`: a validator can name the characters, and needs no regular expression. */
const forbiddenOf = (place: Place, pattern: Json | undefined): string | undefined => {
  if (pattern === undefined) {
    return undefined;
  }
  const forbidden = typeof pattern === "string" ? /^\^\[\^([^\\\]^-]+)\]\*\$$/.exec(pattern)?.[1] : undefined;
  if (forbidden === undefined) {
    throw new GenerateError(
      `${place.document.source}: the pattern of ${place.name} is not of the form ^[^...]*$; ` +
        "write it so, or teach tools/generate/src/constraints.ts",
    );
  }
  return forbidden;
};

const stringRule = (place: Place, schema: JsonObject, nullable: boolean): JsonObject => {
  if (nullable && schema["enum"] !== undefined) {
    throw new GenerateError(`${place.document.source}: ${place.name} has an enum and may be null; choose one`);
  }
  return defined({
    type: "string",
    max: schema["maxLength"],
    forbidden: forbiddenOf(place, schema["pattern"]),
    values: schema["enum"],
  });
};

const fieldsOf = (place: Place, schema: JsonObject): JsonObject => {
  const required: readonly Json[] = Array.isArray(schema["required"]) ? schema["required"] : [];
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const undeclared = required.find((name) => typeof name !== "string" || !(name in properties));
  if (undeclared !== undefined) {
    throw new GenerateError(
      `${place.document.source}: ${place.name} requires ${JSON.stringify(undeclared)}, not a property`,
    );
  }
  return Object.fromEntries(
    Object.entries(properties).map(([name, child]) => {
      const rule = ruleOf({ ...place, name: `${place.name}.${name}` }, child);
      return [name, required.includes(name) ? rule : { ...rule, optional: true }];
    }),
  );
};

const objectRule = (place: Place, schema: JsonObject): JsonObject => {
  const additional = schema["additionalProperties"];
  if (!isJsonObject(additional)) {
    if (additional === false) {
      throw new GenerateError(`${place.document.source}: ${place.name} refuses unknown properties; accept them`);
    }
    return { type: "object", fields: fieldsOf(place, schema) };
  }
  if (schema["properties"] !== undefined || schema["required"] !== undefined) {
    throw new GenerateError(`${place.document.source}: ${place.name} is both a map and an object with fields`);
  }
  return { type: "map", values: ruleOf({ ...place, name: `${place.name}.*` }, additional) };
};

const defined = (entries: Record<string, Json | undefined>): JsonObject =>
  Object.fromEntries(Object.entries(entries).filter((entry): entry is [string, Json] => entry[1] !== undefined));

const ruleOf = (place: Place, value: Json | undefined): JsonObject => {
  const schema = resolve(place.document, value);
  if (schema === undefined) {
    throw new GenerateError(`${place.document.source}: ${place.name} has no schema`);
  }
  const { type, nullable } = typesOf(place, schema);
  refuseUnknownKeywords(place, type, schema);
  const rules: Readonly<Record<string, () => JsonObject>> = {
    string: () => stringRule(place, schema, nullable),
    array: () =>
      defined({
        type: "array",
        min: schema["minItems"],
        max: schema["maxItems"],
        items: ruleOf({ ...place, name: `${place.name}[]` }, schema["items"]),
      }),
    object: () => objectRule(place, schema),
  };
  return { ...rules[type]?.(), ...(nullable ? { nullable: true } : {}) };
};

const TYPES = `interface Presence {
  readonly optional?: true;
  readonly nullable?: true;
}

/** \`max\` counts Unicode code points; \`forbidden\` are single characters; \`values\` is the closed list. */
export interface StringRule extends Presence {
  readonly type: "string";
  readonly max?: number;
  readonly forbidden?: string;
  readonly values?: readonly string[];
}

/** \`min\` and \`max\` count items. */
export interface ArrayRule extends Presence {
  readonly type: "array";
  readonly min?: number;
  readonly max?: number;
  readonly items: Rule;
}

/** Properties beyond \`fields\` are accepted. */
export interface ObjectRule extends Presence {
  readonly type: "object";
  readonly fields: { readonly [name: string]: Rule };
}

/** Any keys; every value under one rule. */
export interface MapRule extends Presence {
  readonly type: "map";
  readonly values: Rule;
}

export type Rule = StringRule | ArrayRule | ObjectRule | MapRule;`;

/** What each request body must fulfil, small enough to travel with the client. */
export const renderConstraints = (fileName: string, document: OpenApiDocument): Promise<string> => {
  const tables = operationsOf(document).map((operation) => {
    const name = operation.operationId;
    const rule = JSON.stringify(ruleOf({ document, name }, requestSchemaOf(document, operation)));
    return `/** The request body of \`${name}\`. */\nexport const ${name}Constraints: ObjectRule = ${rule};`;
  });
  return renderTypeScript(fileName, [document.source], [TYPES, ...tables].join("\n\n"));
};
