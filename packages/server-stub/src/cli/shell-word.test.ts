import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { shellWord } from "./shell-word.js";

it.each(["keys", "./a-b/c_d.yaml", "a b", "it's", `"`, "$HOME", "a\\b", "`x`", "~", "*", "", "a\nb", "ä"])(
  "%j stays one word",
  (text) => {
    const word = shellWord(text, "linux");
    expect(execFileSync("sh", ["-c", `printf %s ${word}`], { encoding: "utf8" })).toBe(text);
  },
);

it.each([
  ["keys/stub.yaml", "keys/stub.yaml"],
  ["C:\\my keys\\stub.yaml", '"C:\\my keys\\stub.yaml"'],
])("%s on Windows", (text, word) => {
  expect(shellWord(text, "win32")).toBe(word);
});
