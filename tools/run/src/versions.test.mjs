// What the release workflow does to the versions, done to a copy of what it reads.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PUBLISHED, workspacePackages } from "./packages.mjs";
import { root } from "./workspace.mjs";

const changesets = join(
  dirname(createRequire(join(root, "package.json")).resolve("@changesets/cli/package.json")),
  "bin.js",
);
let copy = "";
const read = (path) => readFileSync(join(copy, path), "utf8");
const manifest = (name) => JSON.parse(read(`packages/${name}/package.json`));
const before = manifestOf(root, "client").version;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "versions-"));
  const manifests = workspacePackages(root).map((folder) => relative(root, join(folder, "package.json")));
  const logs = PUBLISHED.map((name) => `packages/${name}/CHANGELOG.md`);
  for (const path of ["package.json", "pnpm-workspace.yaml", ".changeset", ".oxfmtrc.json", ...manifests, ...logs]) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  writeFileSync(
    join(copy, ".changeset/one-more.md"),
    '---\n"@miniprogram-messages/client": minor\n---\n\nSomething new.\n',
  );
  const git = (...args) =>
    execFileSync("git", ["-c", "user.name=n", "-c", "user.email=n@example.com", ...args], { cwd: copy });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "all");
  execFileSync(process.execPath, [changesets, "version"], { cwd: copy, stdio: "pipe" });
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test("raises the four packages together, and nothing else", () => {
  const versions = new Set(PUBLISHED.map((name) => manifest(name).version));
  expect(versions.size).toBe(1);
  expect(versions.has(before)).toBe(false);
  expect(manifest("browser-tests").version).toBe("0.0.0");
});

test.each(PUBLISHED)(
  "%s: the change log begins with the new version, and its needs stay those of the workspace",
  (name) => {
    expect(read(`packages/${name}/CHANGELOG.md`)).toMatch(new RegExp(`^# .+\\n\\n## ${manifest(name).version}\\n`));
    const own = Object.entries(manifest(name).dependencies ?? {}).filter(([each]) =>
      each.startsWith("@miniprogram-messages/"),
    );
    expect(own.filter(([, range]) => range !== "workspace:*")).toEqual([]);
  },
);

test("uses every changeset up, and leaves what the formatter of this repository takes", () => {
  expect(read("packages/client/CHANGELOG.md")).toContain("Something new.");
  expect(readdirSync(join(copy, ".changeset")).filter((file) => file.endsWith(".md"))).toEqual([]);
  const logs = PUBLISHED.flatMap((name) => [`packages/${name}/CHANGELOG.md`, `packages/${name}/package.json`]);
  expect(() =>
    execFileSync(join(root, "node_modules/.bin/oxfmt"), ["--check", ...logs], { cwd: copy, stdio: "pipe" }),
  ).not.toThrow();
});

function manifestOf(folder, name) {
  return JSON.parse(readFileSync(join(folder, "packages", name, "package.json"), "utf8"));
}
