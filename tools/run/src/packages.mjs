import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The packages that are published, below `packages/`. */
export const PUBLISHED = ["signature", "client", "server-stub", "contract-tests"];

/** The folders of the workspace packages below `root`, in the order of their names. */
export function workspacePackages(root) {
  const groups = ["packages", "tools"].flatMap((group) =>
    existsSync(join(root, group)) ? readdirSync(join(root, group)).map((name) => join(root, group, name)) : [],
  );
  return [join(root, "bench"), join(root, "spec"), join(root, "docs", "site"), ...groups]
    .filter((folder) => existsSync(join(folder, "package.json")))
    .toSorted();
}

/** The packages that owe a test report: those with a `test` script. */
export function testedPackages(root) {
  return workspacePackages(root).filter((folder) => {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return manifest.scripts?.test !== undefined;
  });
}
