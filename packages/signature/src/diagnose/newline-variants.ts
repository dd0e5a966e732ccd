import { type Variant, variantsOf } from "./cause.js";

/** What may have stood between URI and Client-Id instead of one line feed. */
export const newlineVariants = (): Variant[] => [
  ...variantsOf("literal-newline", [["a backslash and an n stood for the line feed", String.raw`\n`]]),
  ...variantsOf("space-after-uri", [["a space stood before the line feed", " \n"]]),
  ...variantsOf("crlf", [["the first line ended in CR LF", "\r\n"]]),
  ...variantsOf("newline-changed", [
    ["nothing stood for the line feed", ""],
    ["a space stood for the line feed", " "],
    ["two line feeds stood for one", "\n\n"],
    ["a space followed the line feed", "\n "],
    ["a carriage return stood for the line feed", "\r"],
    ["a dot stood for the line feed", "."],
  ]),
];
