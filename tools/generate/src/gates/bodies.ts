import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { type OpenApiDocument, resolve } from "../openapi-document.ts";
import type { Random } from "./random.ts";
import { type BodyMaker, numberOf, scalarMaker, STRANGERS, typesOf } from "./scalars.ts";

const KEYS = [
  "who",
  "customTitle",
  "",
  " ",
  "a.b",
  "0",
  "-1",
  "constructor",
  "toString",
  "hasOwnProperty",
  "length",
  "😀",
  "@#?",
  "$ref",
] as const;

const without = (value: JsonObject, name: string): JsonObject => {
  const { [name]: _dropped, ...rest } = value;
  return rest;
};

/** Bodies generated from a JSON schema of the bundled document. */
export const bodiesOf = (random: Random, document: OpenApiDocument, reference: Json | undefined): BodyMaker => {
  const schema = resolve(document, reference) ?? {};
  const nullable = typesOf(schema).includes("null");
  const maker = makerOf(random, document, schema);
  return {
    legal: () => (nullable && random.chance(0.2) ? null : maker.legal()),
    astray: () => (random.chance(0.15) ? random.pick(STRANGERS) : maker.astray()),
  };
};

const makerOf = (random: Random, document: OpenApiDocument, schema: JsonObject): BodyMaker => {
  const types = typesOf(schema);
  const scalar = scalarMaker(random, schema);
  if (scalar !== undefined) {
    return scalar;
  }
  if (types.includes("array")) {
    return arrayMaker(random, schema, bodiesOf(random, document, schema["items"]));
  }
  if (types.includes("object")) {
    return isJsonObject(schema["additionalProperties"])
      ? mapMaker(random, bodiesOf(random, document, schema["additionalProperties"]))
      : objectMaker(random, document, schema);
  }
  throw new TypeError(`no bodies for type ${JSON.stringify(schema["type"])}`);
};

const arrayMaker = (random: Random, schema: JsonObject, items: BodyMaker): BodyMaker => {
  const min = numberOf(schema, "minItems") ?? 0;
  const max = numberOf(schema, "maxItems") ?? 4;
  const list = (length: number): Json[] => Array.from({ length }, items.legal);
  const legal = (): Json[] => list(min + random.integer(max - min + 1));
  return {
    legal,
    astray: () =>
      random.pick<() => Json>([
        () => list(0),
        () => list(max + 1 + random.integer(2)),
        () => [...list(random.integer(max)), items.astray()],
        () => [items.astray(), ...list(random.integer(max))],
        () => Object.fromEntries(legal().entries()),
        () => [legal()],
      ])(),
  };
};

const mapMaker = (random: Random, values: BodyMaker): BodyMaker => {
  const legal = (): JsonObject =>
    Object.fromEntries(Array.from({ length: random.integer(4) }, () => [random.pick(KEYS), values.legal()]));
  return {
    legal,
    astray: () => (random.chance(0.2) ? [legal()] : { ...legal(), [random.pick(KEYS)]: values.astray() }),
  };
};

const objectMaker = (random: Random, document: OpenApiDocument, schema: JsonObject): BodyMaker => {
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const required: readonly Json[] = Array.isArray(schema["required"]) ? schema["required"] : [];
  const makers = Object.entries(properties).map(
    ([name, property]) => [name, bodiesOf(random, document, property)] as const,
  );
  const legal = (): JsonObject =>
    Object.fromEntries(
      makers.flatMap(([name, maker]) => (required.includes(name) || random.chance(0.6) ? [[name, maker.legal()]] : [])),
    );
  const [first, ...others] = makers;
  if (first === undefined) {
    return { legal, astray: legal };
  }
  const oneAstray = (body: JsonObject): JsonObject => {
    const [name, maker] = random.pick([first, ...others]);
    return { ...body, [name]: maker.astray() };
  };
  const misspelt = (body: JsonObject): JsonObject => {
    const [name, maker] = random.pick([first, ...others]);
    return { ...without(body, name), [`${name} `]: maker.legal() };
  };
  return {
    legal,
    astray: () =>
      random.pick<() => Json>([
        () => oneAstray(legal()),
        () => oneAstray(legal()),
        () => oneAstray(legal()),
        () => oneAstray(oneAstray(legal())),
        () => without(legal(), random.pick([first, ...others])[0]),
        () => misspelt(legal()),
        () => ({ ...legal(), [random.pick(KEYS)]: random.pick(STRANGERS) }),
        () => [legal()],
      ])(),
  };
};
