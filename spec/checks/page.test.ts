import { describe, expect, test } from "vitest";
import { normalise, parsePage } from "./page.ts";

const source = `/v2/example

Request

Property

Data type

colour

String\u00a0

Yes

The colour.
Max. length: 8 characters.

size

Array<Size>

No

Response

result

Result

Yes

Result process logic

weight

String

Yes`;

describe("parsePage", () => {
  const page = parsePage("example", source);

  test("normalises white space, no-break spaces included", () => {
    expect(normalise("  a\u00a0 b\n\tc ")).toBe("a b c");
    expect(page.text).toContain("colour String Yes The colour. Max. length: 8 characters. size");
  });

  test("finds the rows of both tables and none after them", () => {
    expect(page.rows.map(({ field }) => field)).toEqual(["request.colour", "request.size", "response.result"]);
  });

  test("ends a row where the next one, or the next table, starts", () => {
    const texts = page.rows.map(({ start, end }) => page.text.slice(start, end).trim());
    expect(texts).toEqual([
      "colour String Yes The colour. Max. length: 8 characters.",
      "size Array<Size> No",
      "result Result Yes",
    ]);
  });

  test("knows where each line starts in the normalised text", () => {
    for (const { text, start } of page.lines) expect(page.text.slice(start, start + text.length)).toBe(text);
  });
});
