// `npm test`: everything that guards this repository, and one closing line counted from the runners' own reports.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { testedPackages, workspacePackages } from "./packages.mjs";
import { tally } from "./tally.mjs";
import { install, offerHelp, requireNode, root, turbo } from "./workspace.mjs";

offerHelp(`npm test: installs, then lint, drift, types, unit, contract and browser tests.

It ends with "N passed, N failed", counted from the runners' reports. What follows -- goes to turbo:
  npm test
  npm test -- --force             runs everything again, whatever the cache has
  npm test -- --output-logs=full  shows the output of every task
One package alone: see CONTRIBUTING.md.

Exit codes: 0 everything passed; 1 something failed, or a test was skipped without a listed reason.
`);
requireNode();
await install();
// Reports of an earlier run must not be counted; turbo puts back those of the tasks that it does not repeat.
for (const folder of workspacePackages(root)) rmSync(join(folder, "reports"), { recursive: true, force: true });
const exitCode = await turbo(["lint", "knip", "typecheck", "test"], {
  // One task per core: more would make tests wait for each other until they time out.
  args: [
    "--concurrency=100%",
    "--continue=dependencies-successful",
    "--output-logs=new-only",
    ...process.argv.slice(2),
  ],
});

const allowedSkips = JSON.parse(readFileSync(new URL("../allowed-skips.json", import.meta.url), "utf8"));
const { passed, failed, problems } = tally(testedPackages(root), allowedSkips);
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (exitCode !== 0) process.stderr.write(`A task ended with exit code ${exitCode}: see its lines above.\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
if (exitCode !== 0 || failed > 0 || problems.length > 0) process.exitCode = 1;
