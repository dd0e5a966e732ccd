import type { Json, JsonObject } from "../json.ts";
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
/** Texts that the narrower patterns of a description may ask for; each pattern takes those that it matches. */
const TEXTS = [
  "default",
  "a.b-c_1",
  "0",
  "42",
  "PT1H",
  "P30D",
  "P1DT0.5S",
  "off",
  "P",
  "P1.5D",
  "T1H",
  "pt1h",
  "2026-01-31T23:59:59.123+05:30",
  "2026-01-31T23:59Z",
  "2026-01-31",
  "https://example.invalid/hook",
  "http://[::1]:8080/",
  "ftp://example.invalid",
  "https://user@example.invalid",
  "not a url",
  "GET",
  "en-US",
  "",
] as const;

/** Of another type, or of another shape, than most fields want. */
export const STRANGERS: readonly [Json, ...Json[]] = [
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

export const numberOf = (schema: JsonObject, key: string): number | undefined => {
  const value = schema[key];
  return typeof value === "number" ? value : undefined;
};

export const typesOf = (schema: JsonObject): readonly Json[] => {
  const type = schema["type"];
  return Array.isArray(type) ? type : [type ?? null];
};

const stringsIn = (values: Json | undefined): readonly string[] =>
  Array.isArray(values) ? values.filter((value: Json) => typeof value === "string") : [];

/** A pattern that any text fulfils, one without the forbidden characters at least, needs no samples. */
const samplesOf = (schema: JsonObject): readonly string[] => {
  const pattern = typeof schema["pattern"] === "string" ? new RegExp(schema["pattern"], "u") : undefined;
  return pattern === undefined || pattern.test('漢 \n"') ? [] : TEXTS.filter((text) => pattern.test(text));
};

const legalString = (random: Random, schema: JsonObject): string => {
  const [first, ...others] = [...stringsIn(schema["enum"]), ...samplesOf(schema)];
  if (first !== undefined) {
    return random.pick([first, ...others]);
  }
  const min = numberOf(schema, "minLength") ?? 0;
  const max = numberOf(schema, "maxLength") ?? 40;
  const some = min + random.integer(Math.min(max, 40) - min + 1);
  return codePoints(random, random.pick([min, min + 1, some, Math.max(max - 1, min), max]));
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
    () => random.pick(TEXTS),
    () => codePoints(random, Math.max((numberOf(schema, "minLength") ?? 0) - 1, 0)),
    () => null,
    () => random.pick(STRANGERS),
  ])();
};

const numberMaker = (random: Random, schema: JsonObject): BodyMaker => {
  const min = numberOf(schema, "minimum") ?? -1000;
  const max = numberOf(schema, "maximum") ?? 1000;
  const whole = typesOf(schema).includes("integer");
  const legal = (): number => {
    const inside = min + random.integer(max - min + 1);
    return random.pick([min, max, whole ? inside : Math.min(max, inside + random.integer(1000) / 1000)]);
  };
  return {
    legal,
    astray: () =>
      random.pick<Json>([min - 1, max + 1, min - 0.5, max + 0.5, legal() + 0.25, String(legal()), null, true, -0]),
  };
};

const booleanMaker = (random: Random, schema: JsonObject): BodyMaker => ({
  legal: () => (Array.isArray(schema["enum"]) ? schema["enum"].includes(true) : random.chance(0.5)),
  astray: () => random.pick<Json>([true, false, "true", 0, 1, null, []]),
});

/** `undefined` for a schema of arrays or objects. */
export const scalarMaker = (random: Random, schema: JsonObject): BodyMaker | undefined => {
  const types = typesOf(schema);
  if (types.includes("string")) {
    return { legal: () => legalString(random, schema), astray: () => strayString(random, schema) };
  }
  if (types.includes("boolean")) {
    return booleanMaker(random, schema);
  }
  return types.includes("integer") || types.includes("number") ? numberMaker(random, schema) : undefined;
};
