import { at, isRecord } from "./json.ts";

const numberWords: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5 };

const numbersIn = (quote: string): number[] =>
  [...quote.matchAll(/\d+|\b[a-z]+\b/gu)].flatMap(([word]) => {
    const number = /^\d+$/u.test(word) ? Number(word) : numberWords[word];
    return number === undefined ? [] : [number];
  });

const typesOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const typeWords: Readonly<Record<string, string>> = { String: "string", Array: "array", Result: "object" };

const agreesOnType = (quote: string, value: unknown): string | undefined => {
  if (quote === "Can be Null.") return typesOf(value).includes("null") ? undefined : "null, which the type lacks";
  const word = /\b(?:String|Array|Result)\b/u.exec(quote)?.[0];
  const expected = word === undefined ? undefined : typeWords[word];
  return expected === undefined || typesOf(value).includes(expected) ? undefined : `the type ${expected}`;
};

const agreesOnEnum = (quote: string, value: unknown): string | undefined => {
  const stated = [...quote.matchAll(/•? ?([A-Z_]+):/gu)].map((match) => match[1]);
  const listed = Array.isArray(value) ? value : Object.keys(isRecord(value) ? value : {});
  if (stated.length === 0) return undefined;
  return stated.length === listed.length && stated.every((word) => listed.includes(word))
    ? undefined
    : `the values ${stated.join(", ")}`;
};

const agreesOnPattern = (quote: string, value: unknown): string | undefined => {
  const characters = (/such as (.+)$/u.exec(quote)?.[1] ?? "").split(" ");
  return value === `^[^${characters.join("")}]*$` ? undefined : `exactly the characters ${characters.join(" ")}`;
};

const agreesOnCode = (quote: string, value: unknown): string | undefined => {
  const [code, source] = [at(value, "code"), at(value, "source")];
  if (typeof code !== "string" || !quote.includes(code)) return "another result code";
  const texts = source === "api-page" ? ["status", "message", "action"] : [];
  const missing = texts.find((key) => !quote.includes(String(at(value, key))));
  return missing === undefined ? undefined : `another ${missing} for ${code}`;
};

const agreesOnMaximum = (quote: string, value: unknown): string | undefined =>
  numbersIn(quote).includes(Number(value)) ? undefined : `${numbersIn(quote).join(", ")}, not ${String(value)}`;

const agreesOnRequired = (quote: string, value: unknown, field: string | undefined): string | undefined => {
  const name = field?.split(".")[1] ?? "";
  const isRequired = Array.isArray(value) && value.includes(name);
  return !quote.endsWith(" Yes") || isRequired ? undefined : `${name} is among the required properties`;
};

type Rule = (quote: string, value: unknown, field: string | undefined) => string | undefined;

const rules: Readonly<Record<string, Rule>> = {
  maxLength: agreesOnMaximum,
  maxItems: agreesOnMaximum,
  required: agreesOnRequired,
  enum: agreesOnEnum,
  "x-enumDescriptions": agreesOnEnum,
  pattern: agreesOnPattern,
  type: agreesOnType,
};

/** A statement's quote and the value of the spec that is said to enforce it. */
export interface Evidence {
  readonly quote: string;
  readonly pointer: string;
  readonly value: unknown;
  readonly field: string | undefined;
}

/**
 * What the quote demands of the value at the pointer and does not get, or undefined where they agree.
 *
 * A pointer alone proves that some limit exists; this proves that it is the limit of the page.
 */
export const disagreement = ({ quote, pointer, value, field }: Evidence): string | undefined => {
  const [key = ""] = pointer.split("/").slice(-1);
  if (key.startsWith("x-result-codes[")) return agreesOnCode(quote, value);
  return rules[key]?.(quote, value, field);
};
