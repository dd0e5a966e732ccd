// Whose packages these are stands in one place: `repository` in the root package.json. The published manifests repeat it, since
// registries read it there; `npm run owner -- <owner>/<name>` writes all of them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PUBLISHED } from "./packages.mjs";

/** Stands for an owner until there is one. */
export const PLACEHOLDER = "OWNER";

const pathOf = (root, name) => join(root, "packages", name, "package.json");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

const rewrite = (path, change) => writeFileSync(path, `${JSON.stringify({ ...read(path), ...change }, null, 2)}\n`);

/** What the manifest of a published package says of its home. */
export function homeOf(repository, name) {
  const page = `https://github.com/${repository}`;
  return {
    homepage: `${page}/tree/main/packages/${name}#readme`,
    bugs: { url: `${page}/issues` },
    repository: { type: "git", url: `git+${page}.git`, directory: `packages/${name}` },
  };
}

/** `<owner>/<name>` of the root manifest. */
export function repositoryOf(root) {
  return /github\.com\/(.+)\.git$/.exec(read(join(root, "package.json")).repository?.url ?? "")?.[1] ?? "";
}

/** What is wrong with the homes, a line each. */
export function homeProblems(root) {
  const repository = repositoryOf(root);
  return PUBLISHED.filter((name) => {
    const manifest = read(pathOf(root, name));
    const home = homeOf(repository, name);
    return Object.keys(home).some((key) => JSON.stringify(manifest[key]) !== JSON.stringify(home[key]));
  }).map((name) => `packages/${name}/package.json: has another home than the root; run npm run owner -- ${repository}`);
}

/** Why nothing may be released yet; undefined when it may. */
export function placeholderProblem(root) {
  const repository = repositoryOf(root);
  if (repository !== "" && !repository.startsWith(`${PLACEHOLDER}/`)) return undefined;
  return `package.json: repository names the placeholder "${repository}"; run npm run owner -- <owner>/<name>, with yours, before the first release`;
}

/** Writes a new home into the root manifest and those of the published packages. */
export function setOwner(root, repository) {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository ?? "")) throw new Error("Say whose: npm run owner -- <owner>/<name>");
  rewrite(join(root, "package.json"), { repository: { type: "git", url: `git+https://github.com/${repository}.git` } });
  for (const name of PUBLISHED) rewrite(pathOf(root, name), homeOf(repository, name));
}
