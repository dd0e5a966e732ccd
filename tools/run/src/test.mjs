// `npm test`: what guards this repository, and one closing line counted from the runners' own reports.
import { readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { leftOutOfQuickLane } from "./lanes.mjs";
import { clearBuilds, testedPackages, workspacePackages } from "./packages.mjs";
import { tally } from "./tally.mjs";
import { install, offerHelp, requireNode, root, turbo } from "./workspace.mjs";

offerHelp(`npm test: installs, then lint, drift, types, unit, contract and browser tests.

It ends with "N passed, N failed", counted from the runners' reports.
  npm test                        the lane of every change: every kind of test, smaller counts
  npm test -- --full              everything in full; what CI runs
  npm test -- --list              what the quick lane leaves out, and where it stands
What else follows -- goes to turbo:
  npm test -- --force             runs everything again, whatever the cache has
  npm test -- --output-logs=full  shows the output of every task
One package alone: see CONTRIBUTING.md.

Exit codes: 0 everything passed; 1 something failed, or a test was skipped without a reason.
`);
const LANES = new Set(["--full", "--list"]);
const full = process.argv.includes("--full");
if (process.argv.includes("--list")) list();
else await test();

function list() {
  say("Left out of `npm test`; `npm test -- --full` runs all of it, and so does CI (.ci/run):");
  for (const { where, what } of leftOutOfQuickLane(root)) say(`  ${where}: ${what}`);
}

async function test() {
  requireNode();
  await install();
  // Reports of an earlier run must not be counted; turbo puts back those of the tasks that it does not repeat.
  for (const folder of workspacePackages(root)) rmSync(join(folder, "reports"), { recursive: true, force: true });
  clearBuilds(root);
  const exitCode = await turbo(["lint", "knip", "typecheck", "test"], {
    // One task per core: more would make tests wait for each other until they time out.
    args: [
      "--concurrency=100%",
      "--continue=dependencies-successful",
      "--output-logs=new-only",
      ...process.argv.slice(2).filter((argument) => !LANES.has(argument)),
    ],
    env: { TEST_LANE: full ? "full" : "quick" },
  });
  report(exitCode);
}

function report(exitCode) {
  const allowedSkips = JSON.parse(readFileSync(new URL("../allowed-skips.json", import.meta.url), "utf8"));
  const { passed, failed, problems, wanting, files } = tally(testedPackages(root), allowedSkips, { full });
  say("The ten slowest files:");
  for (const { name, ms } of files.toSorted((one, other) => other.ms - one.ms).slice(0, 10)) {
    say(`  ${(ms / 1000).toFixed(1).padStart(6)} s  ${relative(root, name)}`);
  }
  for (const [programs, count] of wanting) say(`${count} tests did not run, since this machine lacks: ${programs}`);
  if (!full) say("The quick lane; `npm test -- --list` says what it leaves out.");
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (exitCode !== 0) process.stderr.write(`A task ended with exit code ${exitCode}: see its lines above.\n`);
  say(`${passed} passed, ${failed} failed`);
  if (exitCode !== 0 || failed > 0 || problems.length > 0) process.exitCode = 1;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
