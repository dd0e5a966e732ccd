import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { codeOf } from "./error-code.js";

it.each([
  [Object.assign(new Error("no"), { code: "ENOENT" }), "ENOENT"],
  [runInNewContext('Object.assign(new Error("no"), { code: "ENOENT" })'), "ENOENT"],
  [Object.assign(new Error("no"), { code: undefined }), ""],
  [Object.assign(new Error("no"), { code: 5 }), ""],
  [new Error("no"), ""],
  [null, ""],
  ["ENOENT", ""],
  [undefined, ""],
])("of %o is %j", (error, code) => {
  expect(codeOf(error)).toBe(code);
});
