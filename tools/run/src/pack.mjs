// `npm run pack [-- --out <folder> --for <manager>]`: builds the published packages and writes tarballs that install together in any project.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { MANAGERS, describeSteps, installSteps } from "./install-steps.mjs";
import { PUBLISHED, clearBuilds } from "./packages.mjs";
import { fail, install, offerHelp, pnpm, requireNode, root, turbo } from "./workspace.mjs";

offerHelp(`npm run pack: installs, builds, and writes the four packages as tarballs that install together in any project.

  npm run pack                    to tarballs/
  npm run pack -- --out <folder>  elsewhere
  npm run pack -- --for pnpm      says how pnpm takes them; likewise yarn and bun

It prints the line to type in a project of your own.
Exit codes: 0 written; 1 could not install, build or pack, and stderr says what to mend.
`);
requireNode();
// npm runs this at the root; the folder is meant where the reader stands.
const { out = join(root, "tarballs"), for: manager = "npm" } = options();
const folder = resolve(process.env.INIT_CWD ?? process.cwd(), out);
// Before the minutes that building takes.
makeFolder();
await install();
clearBuilds(root);
const filters = PUBLISHED.map((name) => `--filter=@miniprogram-messages/${name}`);
if ((await turbo(["build"], { args: [...filters, "--output-logs=errors-only"], quiet: true })) !== 0) {
  fail("Building failed: see the lines above.");
}
clear();
if ((await pnpm([...filters, "pack", "--pack-destination", folder], { quiet: true })) !== 0) {
  fail("Packing failed: see the lines above.");
}
report();

function options() {
  const { values } = parsed();
  if (values.out === "") fail("--out is empty: give a folder.");
  if (values.for === undefined || MANAGERS.includes(values.for)) return values;
  return fail(`--for ${values.for}: give one of ${MANAGERS.join(", ")}.`);
}

function parsed() {
  try {
    return parseArgs({ options: { out: { type: "string" }, for: { type: "string" } } });
  } catch (error) {
    return fail(`${error.message} Usage: npm run pack [-- --out <folder> --for <manager>]`);
  }
}

function makeFolder() {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    fail(`--out ${folder}: ${error.code === "EEXIST" ? "this is a file; give a folder" : error.message}`);
  }
}

/** Tarballs of an earlier version must not be installed beside the new ones. */
function clear() {
  for (const name of tarballs()) rmSync(join(folder, name));
}

function tarballs() {
  return readdirSync(folder).filter((name) => /^miniprogram-messages-.*\.tgz$/.test(name));
}

function report() {
  const written = tarballs();
  if (written.length !== PUBLISHED.length) fail(`Packing wrote ${written.length} tarballs, not ${PUBLISHED.length}.`);
  const paths = PUBLISHED.map((name) => [name, join(folder, written.find((file) => tarballOf(name).test(file)) ?? "")]);
  const steps = installSteps(manager, Object.fromEntries(paths));
  process.stdout.write(
    `Wrote ${written.length} tarballs to ${relative(process.cwd(), folder) || "."}. In your project:\n\n${describeSteps(steps)}\n`,
  );
}

function tarballOf(name) {
  return new RegExp(`^miniprogram-messages-${name}-\\d`);
}
