// Root commands refuse what they do not know before they do anything: a misspelt --dry-run would publish.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const run = (name, ...args) => {
  const script = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
  return { status, stdout, lines: stderr.trimEnd().split("\n") };
};

test.each([
  ["release", ["--dryrun"], /'--dryrun'.* Usage: npm run release \[-- --dry-run\]/],
  ["release", ["now"], /'now'.* Usage: /],
  ["pack", ["--output", "x"], /'--output'.* Usage: npm run pack/],
  ["pack", ["extra"], /'extra'.* Usage: /],
  ["pack", ["--out", ""], /--out is empty: give a folder\./],
  ["pack", ["--out", fileURLToPath(import.meta.url)], /flags\.test\.mjs: this is a file; give a folder/],
  ["pack", ["--for", "cargo"], /--for cargo: give one of npm, pnpm, yarn, bun\./],
])("%s %j is refused in one line", (name, args, line) => {
  const ended = run(name, ...args);
  expect(ended).toMatchObject({ status: 1, stdout: "" });
  expect(ended.lines).toEqual([expect.stringMatching(line)]);
});
