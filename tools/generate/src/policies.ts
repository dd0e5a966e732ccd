import { GenerateError } from "./failure.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import { type OpenApiDocument, resolve } from "./openapi-document.ts";
import { renderTypeScript } from "./render.ts";

interface Fact {
  readonly label: string;
  readonly meaning: string;
  readonly default: Json;
  /** What each value means, for a policy that is one of several. */
  readonly values?: JsonObject;
}

const textOf = (name: string, schema: JsonObject, key: string): string => {
  const text = schema[key];
  if (typeof text === "string") return text;
  throw new GenerateError(`control.openapi.yaml: policy ${name} has no ${key}; every policy needs one`);
};

const factOf = (name: string, schema: JsonObject): Fact => {
  const { enum: values, "x-enumDescriptions": words, "x-default": value } = schema;
  if (value === undefined) throw new GenerateError(`control.openapi.yaml: policy ${name} has no x-default; give one`);
  const fact = { label: textOf(name, schema, "title"), meaning: textOf(name, schema, "description"), default: value };
  if (!Array.isArray(values)) return fact;
  if (!isJsonObject(words) || values.some((one) => typeof words[String(one)] !== "string")) {
    throw new GenerateError(`control.openapi.yaml: policy ${name} needs x-enumDescriptions for each of its values`);
  }
  if (!values.includes(value))
    throw new GenerateError(`control.openapi.yaml: policy ${name}: x-default is no value of it`);
  return { ...fact, values: words };
};

/** What there is to know of each policy: its default, and the words for the page and the README. */
export const renderPolicies = (fileName: string, control: OpenApiDocument): Promise<string> => {
  const properties = resolve(control, { $ref: "#/components/schemas/Policies" })?.["properties"];
  const facts = Object.entries(isJsonObject(properties) ? properties : {}).map(([name, schema]) => {
    const policy = resolve(control, schema);
    if (policy === undefined) throw new GenerateError(`control.openapi.yaml: policy ${name} is no schema`);
    return [name, factOf(name, policy)] as const;
  });
  const code = `/** Every policy with its default, in the order of the spec. */
export const policyFacts = ${JSON.stringify(Object.fromEntries(facts))} as const;`;
  return renderTypeScript(fileName, [control.source], code);
};
