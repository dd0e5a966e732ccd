import { type Variant, variantsOf } from "./cause.js";

const parseJson = (text: string): { value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, "")) as unknown };
  } catch {
    return undefined;
  }
};

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
const escapeUpper = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
const escapeUnicode = (json: string): string => json.replaceAll(/[\u0080-\uffff]/g, escapeUnit);
const escapeSlashes = (json: string): string => json.replaceAll("/", String.raw`\/`);
const escapeHtml = (json: string): string => json.replaceAll(/[<>&\u2028\u2029]/g, escapeUnit);
const escapeAsNet = (json: string): string =>
  json.replaceAll(String.raw`\"`, String.raw`\u0022`).replaceAll(/[\u0080-\uffff<>&'+`]/g, escapeUpper);

const TOKEN = /"(?:[^"\\]|\\.)*"|[,:]/g;

/** Other separators outside of strings: `", "` and `": "` are Python's and Ruby's. */
const separate = (json: string, comma: string, colon: string): string =>
  json.replaceAll(TOKEN, (token) => (token === "," ? comma : token === ":" ? colon : token));

const mapDeep = (value: unknown, change: (value: object) => unknown): unknown => {
  if (value === null || typeof value !== "object") return value;
  const mapped = Array.isArray(value)
    ? value.map((item) => mapDeep(item, change))
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapDeep(item, change)]));
  return change(mapped);
};

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

const sorted = (value: object): unknown =>
  Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));

type Printed = readonly [how: string, text: string];

/** As PHP prints it, which has no empty map unless told. */
const php = (compact: string): Printed[] => [
  ["the JSON was printed again with escaped slashes and characters", escapeSlashes(escapeUnicode(compact))],
  ["the JSON was printed again with escaped slashes", escapeSlashes(compact)],
  ["the JSON was printed again with escaped characters", escapeUnicode(compact)],
];

const indented = (value: unknown, indent: number | string): Printed => {
  const size = typeof indent === "string" ? "of a tab" : `of ${indent} ${indent === 1 ? "space" : "spaces"}`;
  return [`the JSON was printed again with an indentation ${size}`, JSON.stringify(value, undefined, indent)];
};

const withEmpty = (value: unknown, change: (value: object) => unknown, how: string): Variant[] => {
  const changed = JSON.stringify(mapDeep(value, change));
  if (changed === JSON.stringify(value)) return [];
  return variantsOf("empty-map-as-list", [[how, changed], ...php(changed)]);
};

const printed = function* (value: unknown): Generator<Printed> {
  const compact = JSON.stringify(value);
  const python = separate(compact, ", ", ": ");
  yield ["the JSON was printed again without white space", compact];
  yield ["the JSON was printed again with a space after comma and colon", python];
  yield indented(value, 2);
  yield ["the JSON was printed again with escaped characters and spaces", escapeUnicode(python)];
  yield* php(compact);
  yield indented(value, 4);
  yield indented(value, 1);
  yield indented(value, "\t");
  yield indented(value, 3);
  yield ["the JSON was printed again with HTML escapes", escapeHtml(compact)];
  yield ["the JSON was printed again with the escapes of .NET", escapeAsNet(compact)];
  yield ["the JSON was printed again with a space after each colon", separate(compact, ",", ": ")];
  yield ["the JSON was printed again with a space after each comma", separate(compact, ", ", ":")];
  yield [
    "the JSON was printed again with spaces around each colon",
    JSON.stringify(value, undefined, 2).replaceAll(TOKEN, (token) => (token === ":" ? " :" : token)),
  ];
  const bySortedKeys = JSON.stringify(mapDeep(value, sorted));
  yield ["the JSON was printed again with its keys sorted", bySortedKeys];
  yield ["the JSON was printed again, sorted, with a space after comma and colon", separate(bySortedKeys, ", ", ": ")];
};

/** The body printed again by another serialiser. None for what is no JSON. */
export const jsonVariants = function* (text: string): Generator<Variant> {
  const json = parseJson(text);
  if (!json) return;
  const { value } = json;
  for (const variant of printed(value)) yield* variantsOf("body-reserialised", [variant]);
  yield* withEmpty(value, (item) => (isEmpty(item) ? [] : item), "an empty map was printed as a list");
  yield* withEmpty(value, (item) => (isEmpty(item) ? {} : item), "an empty list was printed as a map");
};
