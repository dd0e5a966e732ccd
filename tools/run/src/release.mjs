// `npm run release [-- --dry-run]`: publishes the tarballs of `npm run pack`, those that the registry has not yet. Meant for the
// release workflow, whose identity token the provenance is made of.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { homeProblems, placeholderProblem } from "./owner.mjs";
import { PUBLISHED } from "./packages.mjs";
import { fail, offerHelp, requireNode, root, run } from "./workspace.mjs";

offerHelp(`npm run release: packs and publishes what the registry has not yet.

  npm run release               from CI alone: provenance needs its identity token
  npm run release -- --dry-run  everything but the publishing; works while the owner is a placeholder

Exit codes: 0 done; 1 refused or failed, and stderr says what to mend.
`);
requireNode();
const dryRun = flags()["dry-run"] ?? false;
const problems = [...homeProblems(root), ...(dryRun ? [] : [placeholderProblem(root) ?? []].flat())];
if (problems.length > 0) fail(problems.join("\n"));
if ((await run("npm", ["run", "pack", "--silent"])) !== 0) fail("Packing failed: see the lines above.");
// In the order of their dependencies: nobody finds a package whose dependency is not there yet.
for (const name of PUBLISHED) await publish(name);

/** A misspelt --dry-run must not publish. */
function flags() {
  try {
    return parseArgs({ options: { "dry-run": { type: "boolean" } } }).values;
  } catch (error) {
    return fail(`${error.message} Usage: npm run release [-- --dry-run]`);
  }
}

async function publish(name) {
  const { version } = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
  const spec = `@miniprogram-messages/${name}@${version}`;
  if (!dryRun && (await run("npm", ["view", spec, "version"], { quiet: true, silent: true })) === 0) return;
  const tarball = readdirSync(join(root, "tarballs")).find((file) => file.endsWith(`-${name}-${version}.tgz`));
  if (tarball === undefined) fail(`tarballs/ has no tarball of ${spec}`);
  const how = dryRun ? ["--dry-run", "--provenance=false"] : ["--provenance"];
  if ((await run("npm", ["publish", join(root, "tarballs", tarball), "--access", "public", ...how])) !== 0) {
    fail(`${spec} could not be published: see the lines above.`);
  }
}
