// Which packages of others a build has taken in: esbuild's own account, kept until the notices are written.
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../node_modules/.cache/bundled/", import.meta.url));

/**
 * @param {string} build a name for the build
 * @param {string} base what the paths of the account are relative to
 * @param {readonly { inputs: object }[]} metafiles
 */
export function keepAccount(build, base, metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const packages = inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  const paths = [...new Set(packages)].map((path) => realpathSync(new URL(path, `file://${base}/`)));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${build}.json`, JSON.stringify(paths));
}

/** Folders of all packages that the builds have taken in. */
export function accounts() {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(folder + name, "utf8")));
}
