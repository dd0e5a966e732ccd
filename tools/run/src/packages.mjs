import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The packages that are published, below `packages/`. */
export const PUBLISHED = ["signature", "client", "server-stub", "contract-tests"];

/** Removes what was built. Turbo puts back what it keeps beside what a build of another state left, which would be packed as well. */
export function clearBuilds(root) {
  for (const name of PUBLISHED) rmSync(join(root, "packages", name, "dist"), { recursive: true, force: true });
}

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
