import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { whyUnreadable } from "./unreadable-file.js";

const here = import.meta.dirname;

it.each([
  [join(here, "none"), "there is no such file"],
  [here, "this is a folder; name a file in it"],
  [join(import.meta.filename, "x"), "its folder is a file; correct the path"],
  [join(here, "n".repeat(300)), "its name, or its path, is too long; correct it"],
])("says why %.80s cannot be read", (file, said) => {
  let failure: unknown;
  try {
    readFileSync(file);
  } catch (error) {
    failure = error;
  }
  expect(whyUnreadable(failure)).toBe(said);
});

it.each([
  ["EACCES", /may not read the file/],
  ["ELOOP", /in a circle/],
  ["EIO", /^the file cannot be read \(EIO\)$/],
])("says what %s means", (code, said) => {
  expect(whyUnreadable(Object.assign(new Error("x"), { code }))).toMatch(said);
  expect(whyUnreadable(new Error("x"))).toBe("the file cannot be read");
});
