import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { homeProblems, placeholderProblem, setOwner } from "./owner.mjs";
import { PUBLISHED } from "./packages.mjs";
import { root } from "./workspace.mjs";

let copy;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "owner-"));
  for (const path of ["package.json", ...PUBLISHED.map((name) => `packages/${name}/package.json`)]) {
    mkdirSync(join(copy, path, ".."), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
});
afterEach(() => rmSync(copy, { recursive: true }));

test("every published manifest has the home of the root manifest", () => {
  expect(homeProblems(root)).toEqual([]);
});

test("a placeholder is refused, and an owner is not", () => {
  setOwner(copy, "OWNER/miniprogram-messages");
  expect(placeholderProblem(copy)).toContain("npm run owner -- <owner>/<name>");
  setOwner(copy, "acme/messages");
  expect(placeholderProblem(copy)).toBeUndefined();
  expect(homeProblems(copy)).toEqual([]);
  expect(JSON.parse(readFileSync(join(copy, "packages/client/package.json"), "utf8"))).toMatchObject({
    repository: { url: "git+https://github.com/acme/messages.git", directory: "packages/client" },
    bugs: { url: "https://github.com/acme/messages/issues" },
  });
});

test("a manifest with another home is named", () => {
  setOwner(copy, "acme/messages");
  cpSync(join(root, "packages/client/package.json"), join(copy, "packages/client/package.json"));
  expect(homeProblems(copy)).toEqual([expect.stringContaining("packages/client/package.json")]);
});

test.each(PUBLISHED)("%s can be found by its keywords", (name) => {
  const { keywords } = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
  expect(keywords.length).toBeGreaterThanOrEqual(4);
});
