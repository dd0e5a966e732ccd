import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { type OpenApiDocument, resolve } from "../openapi-document.ts";
import type { Random } from "./random.ts";

/** A value of the schema, or one that strays from it in a single step somewhere below. */
export interface BodyMaker {
  readonly legal: () => Json;
  readonly astray: () => Json;
}

/** One character of each kind that lengths and patterns may count or match differently. */
const CHARACTERS = [
  "a",
  "Z",
  "7",
  " ",
  "é",
  "漢",
  "😀",
  "𝒳",
  "👩‍💻",
  "e\u0301",
  "\n",
  "\r",
  "\u2028",
  "\0",
  "\\",
  '"',
  "/",
  "\uFEFF",
] as const;
const FORBIDDEN_OR_ODD = ["@", "#", "?", "＠", "\uD83D", "\uDE00", "^", "]", "-", "%"] as const;
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
const STRANGERS: readonly [Json, ...Json[]] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  "",
  "x",
  [],
  {},
  [null],
  [[]],
  { a: 1 },
  ["x"],
  "null",
  "[]",
  "{}",
];

const codePoints = (random: Random, count: number): string => {
  const ascii = random.chance(0.5);
  const parts: string[] = [];
  for (let left = count; left > 0;) {
    const character = ascii ? "x" : random.pick(CHARACTERS);
    const size = Array.from(character).length;
    parts.push(size <= left ? character : "x");
    left -= size <= left ? size : 1;
  }
  return parts.join("");
};

const numberOf = (schema: JsonObject, key: string): number | undefined => {
  const value = schema[key];
  return typeof value === "number" ? value : undefined;
};

const typesOf = (schema: JsonObject): readonly Json[] => {
  const type = schema["type"];
  return Array.isArray(type) ? type : [type ?? null];
};

const stringsIn = (values: Json | undefined): readonly string[] =>
  Array.isArray(values) ? values.filter((value: Json) => typeof value === "string") : [];

const legalString = (random: Random, schema: JsonObject): string => {
  const [first, ...others] = stringsIn(schema["enum"]);
  if (first !== undefined) {
    return random.pick([first, ...others]);
  }
  const max = numberOf(schema, "maxLength") ?? 40;
  return codePoints(random, random.pick([0, 1, 2, random.integer(Math.min(max, 40) + 1), Math.max(max - 1, 0), max]));
};

const strayString = (random: Random, schema: JsonObject): Json => {
  const legal = legalString(random, schema);
  const max = numberOf(schema, "maxLength") ?? 40;
  const at = random.integer(legal.length + 1);
  return random.pick<() => Json>([
    () => codePoints(random, max + 1),
    () => codePoints(random, max + 1 + random.integer(3)),
    // Exactly at the limit in code points, past it in UTF-16 units.
    () => "😀".repeat(max),
    () => legal.slice(0, at) + random.pick(FORBIDDEN_OR_ODD) + legal.slice(at),
    () => legal.slice(1) + random.pick(FORBIDDEN_OR_ODD),
    () => legal.toLowerCase(),
    () => ` ${legal}`,
    () => null,
    () => random.pick(STRANGERS),
  ])();
};

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
  if (types.includes("string")) {
    return { legal: () => legalString(random, schema), astray: () => strayString(random, schema) };
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
