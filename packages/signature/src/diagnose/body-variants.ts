import { type Variant, variantsOf } from "./cause.js";
import { jsonVariants } from "./json-variants.js";

/** A body as text, where the text has no other bytes. */
export const bodyText = (body: Uint8Array | string): string | undefined => {
  if (typeof body === "string") return body;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
};

/** What comes before a stack that ends: JSON of so many levels cannot be printed again. */
const printedAgain = function* (text: string): Generator<Variant> {
  try {
    yield* jsonVariants(text);
  } catch {
    // Nested too deeply to be printed.
  }
};

const spacingVariants = (text: string): Variant[] =>
  variantsOf("body-reserialised", [
    ["all white space was stripped", text.replaceAll(/\s/g, "")],
    ["all spaces were stripped", text.replaceAll(" ", "")],
    ["it was trimmed", text.trim()],
    ["a line feed was added", `${text}\n`],
    ["it was serialised twice", JSON.stringify(text)],
    ["a byte order mark was added", `\uFEFF${text}`],
    ["the byte order mark was dropped", text.replace(/^\uFEFF/, "")],
    ["each plus was turned into a space", text.replaceAll("+", " ")],
  ]);

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

/** What may have been signed instead of `body`, the likeliest first. A body that is no UTF-8 has but one variant: none. */
export const bodyVariants = function* (body: Uint8Array | string): Generator<Variant> {
  const text = bodyText(body);
  if (text !== undefined) {
    yield* printedAgain(text);
    yield* spacingVariants(text);
    yield* crlfVariants(text);
    yield* latin1Variants(text);
  }
  yield { cause: "body-missing", how: "nothing stood after the time", value: "" };
};
