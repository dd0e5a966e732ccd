import { expect, it } from "vitest";
import { missingLibrary } from "./missing-library.js";

const notFound = (code: string) => Object.assign(new Error("Cannot find package 'pg'"), { code });

it.each([
  [
    new Error('Dynamic require of "os" is not supported'),
    /^pg is CommonJS, .* \(external\), or .* banner with createRequire$/,
  ],
  [notFound("ERR_MODULE_NOT_FOUND"), /^pg is not installed beside the bundle: npm install pg$/],
  [notFound("MODULE_NOT_FOUND"), /^pg is not installed/],
])("%s has a mend", (cause, mend) => {
  expect(missingLibrary("pg", cause)).toMatch(mend);
});

it.each([new TypeError("x is not a function"), "text", undefined])("%s is another matter", (cause) => {
  expect(missingLibrary("pg", cause)).toBeUndefined();
});
