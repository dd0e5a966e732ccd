import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { installedBy, recordInstallation } from "./installation.mjs";

let root = "";

const write = (path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "installation-"));
  write("pnpm-lock.yaml", "lock 1");
  write("pnpm-workspace.yaml", "workspace 1");
  write("package.json", "{}");
  write(".npmrc", "fund=false");
  write("node_modules/.modules.yaml", "modules 1");
  write("node_modules/.pnpm/lock.yaml", "lock 1");
  write("packages/one/package.json", '{"dependencies":{"other":"1"}}');
  write("packages/one/node_modules/other/index.js", "");
  write("packages/two/package.json", "{}");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

it("knows a state that pnpm installed, and with which pnpm", () => {
  expect(installedBy(root)).toBeUndefined();
  recordInstallation(root, root);
  expect(installedBy(root)).toBe(root);
});

it.each([
  ["the lock file", () => write("pnpm-lock.yaml", "lock 2")],
  ["the workspace's settings", () => write("pnpm-workspace.yaml", "workspace 2")],
  ["the root's manifest", () => write("package.json", '{"devDependencies":{}}')],
  ["a package's manifest", () => write("packages/two/package.json", '{"dependencies":{}}')],
  ["npm's settings", () => write(".npmrc", "fund=true")],
  ["what somebody else installed", () => write("node_modules/.pnpm/lock.yaml", "lock 2")],
  ["how somebody else installed", () => write("node_modules/.modules.yaml", "modules 2")],
  ["a new package", () => write("packages/three/package.json", "{}")],
  ["a package without its node_modules", () => rmSync(join(root, "packages/one/node_modules"), { recursive: true })],
  ["a root without its node_modules", () => rmSync(join(root, "node_modules"), { recursive: true })],
])("lets pnpm look at %s", (_what, change) => {
  recordInstallation(root, root);
  change();
  expect(installedBy(root)).toBeUndefined();
});

it("lets npx look for a pnpm that has gone", () => {
  recordInstallation(root, join(root, "gone"));
  expect(installedBy(root)).toBeUndefined();
});
