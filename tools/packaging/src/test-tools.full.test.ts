// The guide of test tools: every block is a file, and each tool runs its own. The registry has to be within reach.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { command, here, outcome } from "./command.js";

const TOOLS = ["jest@30.4.2", "msw@2.15.0", "vitest@5.1.1", "@playwright/test@1.65.1"];

let folder = "";
const env = { PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter) };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "test-tools-"));
  const guide = await readFile(here("../../docs/guides/test-tools.md"), "utf8");
  const blocks = [...guide.matchAll(/^```js\n\/\/ (\S+)\n(.*?)^```$/gms)];
  expect(blocks.map(([, name]) => name)).toHaveLength(guide.split("```js\n").length - 1);
  for (const [, name = "", code = ""] of blocks) await writeFile(join(folder, name), code);
  expect(outcome(await command("npm", ["init", "-y"], { cwd: folder }))).toBe("exit 0");
  const packages = [...Object.values(inject("tarballs")), ...TOOLS];
  const install = ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages];
  expect(outcome(await command("npm", install, { cwd: folder }))).toBe("exit 0");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([
  ["vitest", ["vitest", "run", "--testTimeout=600000"], /Tests +2 passed/],
  ["Jest in its default mode", ["jest", "--testTimeout=600000", "notify.jest"], /Tests: +2 passed/],
  ["Playwright", ["playwright", "test"], /1 passed/],
])("%s runs its block", async (_name, args, says) => {
  const ended = await command("npx", ["--no-install", ...args, ...(args[0] === "vitest" ? ["notify.vitest"] : [])], {
    cwd: folder,
    env,
  });
  expect(outcome(ended)).toBe("exit 0");
  expect(ended.stdout + ended.stderr).toMatch(says);
});

it("node:test runs its block and the one of MSW", async () => {
  const args = ["--test", "notify.node.test.mjs", "notify.msw.test.mjs"];
  expect(outcome(await command(process.execPath, args, { cwd: folder, env }))).toBe("exit 0");
});
