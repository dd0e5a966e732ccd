import { expect, it } from "vitest";
import { matchesTag } from "./config-tag.js";

it.each([
  ['"a-b_c"', '"a-b_c-gzip"', true],
  ['"a-b_c"', 'W/"a-b_c--br"', true],
  // What a tag is made of has hyphens, too.
  ['"abc-"', '"abc-"', true],
  ['"abc-"', '"abc--gzip"', true],
  ['"abc-"', '"abc---gzip"', true],
  ['"abc--"', '"abc----zstd"', true],
  ['"abc-"', '"abc-gzip"', false],
  ['"abc"', '"abc-other"', false],
  ['"abc"', '"abcd"', false],
  ['"abc"', '"abc', false],
])("of a configuration with tag %s, If-Match: %s", (tag, ifMatch, holds) => {
  expect(matchesTag(ifMatch, tag)).toBe(holds);
});
