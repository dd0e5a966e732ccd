// Whether what is installed is what the manifests and the lock file ask for, told in milliseconds: pnpm and npx need seconds for it.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workspacePackages } from "./packages.mjs";

const recordOf = (root) => join(root, "node_modules", ".installation.json");

/** What decides what is to be installed, and what pnpm wrote down about what is. */
const ASKED = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json", ".npmrc"];
const WRITTEN = [join("node_modules", ".modules.yaml"), join("node_modules", ".pnpm", "lock.yaml")];

/**
 * The folder of the pnpm that installed this state; `undefined` when anything differs from it: then pnpm has to look.
 *
 * @param {string} root the repository
 * @returns {string | undefined}
 */
export function installedBy(root) {
  const record = read(recordOf(root));
  if (record === undefined) return undefined;
  const { state, pnpm } = JSON.parse(record);
  return state === stateOf(root) && existsSync(pnpm) ? pnpm : undefined;
}

/**
 * Called when pnpm has installed.
 *
 * @param {string} root the repository
 * @param {string} pnpm folder of the pnpm that did it
 */
export function recordInstallation(root, pnpm) {
  const state = stateOf(root);
  if (state !== undefined) writeFileSync(recordOf(root), JSON.stringify({ state, pnpm }));
}

/** `undefined` as long as something is not there that every installation has. */
function stateOf(root) {
  const hash = createHash("sha256");
  const folders = workspacePackages(root);
  for (const path of [...ASKED, ...WRITTEN].map((name) => join(root, name))) {
    const text = read(path);
    if (text === undefined) return undefined;
    hash.update(`${text.length}\n${text}`);
  }
  for (const folder of folders) {
    const manifest = readFileSync(join(folder, "package.json"), "utf8");
    if (hasDependencies(manifest) && !existsSync(join(folder, "node_modules"))) return undefined;
    hash.update(`${folder}\n${manifest}`);
  }
  return hash.digest("hex");
}

function hasDependencies(manifest) {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(manifest);
  return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).length > 0;
}

function read(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
