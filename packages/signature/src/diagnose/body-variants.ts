import { type Variant, variantsOf } from "./cause.js";

const toText = (body: Uint8Array | string): string | undefined => {
  if (typeof body === "string") return body;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
};

const parseJson = (text: string): { value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, "")) as unknown };
  } catch {
    return undefined;
  }
};

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
const escapeUnicode = (json: string): string => json.replaceAll(/[\u0080-\uffff]/g, escapeUnit);
const escapeSlashes = (json: string): string => json.replaceAll("/", String.raw`\/`);
const escapeHtml = (json: string): string => json.replaceAll(/[<>&]/g, escapeUnit);

/** `", "` and `": "` outside of strings, as Python and Ruby print it. */
const spread = (json: string): string =>
  json.replaceAll(/"(?:[^"\\]|\\.)*"|[,:]/g, (token) => (token.length === 1 ? `${token} ` : token));

const sortKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => sortKeys(item));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
};

const jsonVariants = (value: unknown): [string, string][] => {
  const compact = JSON.stringify(value);
  const python = spread(compact);
  return [
    ["the JSON was printed again without white space", compact],
    ...[2, 4, "\t"].map((indent): [string, string] => [
      "the JSON was printed again with indentation",
      JSON.stringify(value, undefined, indent),
    ]),
    ["the JSON was printed again with a space after comma and colon", python],
    ["the JSON was printed again with escaped characters", escapeUnicode(compact)],
    ["the JSON was printed again with escaped characters and spaces", escapeUnicode(python)],
    ["the JSON was printed again with escaped slashes", escapeSlashes(compact)],
    ["the JSON was printed again with escapes", escapeSlashes(escapeUnicode(compact))],
    ["the JSON was printed again with HTML escapes", escapeHtml(compact)],
    ["the JSON was printed again with its keys sorted", JSON.stringify(sortKeys(value))],
  ];
};

/** None for what is no JSON, or nested so deeply that printing it would end the stack. */
const printedAgain = (text: string): [string, string][] => {
  const json = parseJson(text);
  try {
    return json ? jsonVariants(json.value) : [];
  } catch {
    return [];
  }
};

const spacingVariants = (text: string): [string, string][] => [
  ["all white space was stripped", text.replaceAll(/\s/g, "")],
  ["all spaces were stripped", text.replaceAll(" ", "")],
  ["it was trimmed", text.trim()],
  ["a line feed was added", `${text}\n`],
  ["a byte order mark was added", `\uFEFF${text}`],
  ["the byte order mark was dropped", text.replace(/^\uFEFF/, "")],
  ["it was serialised twice", JSON.stringify(text)],
];

const crlfVariants = (text: string): Variant[] =>
  variantsOf("crlf", [
    ["the body was signed with line feeds alone", text.replaceAll("\r\n", "\n")],
    ["the body was signed with CR LF", text.replaceAll(/\r?\n/g, "\r\n")],
    ["CR LF was added to the body", `${text}\r\n`],
  ]);

const latin1Variants = (text: string): Variant[] =>
  /^[\0-\u00ff]*$/.test(text)
    ? variantsOf("body-charset", [
        ["it was signed in ISO 8859-1", Uint8Array.from(text, (character) => character.charCodeAt(0))],
      ])
    : [];

/** What may have been signed instead of `body`. A body that is no UTF-8 has but one variant: none at all. */
export const bodyVariants = (body: Uint8Array | string): Variant[] => {
  const empty: Variant = { cause: "body-missing", how: "nothing stood after the time", value: "" };
  const text = toText(body);
  if (text === undefined) return [empty];
  const printed = [...printedAgain(text), ...spacingVariants(text)];
  return [...crlfVariants(text), ...variantsOf("body-reserialised", printed), ...latin1Variants(text), empty];
};
