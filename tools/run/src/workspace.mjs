// What the root commands share. Plain JavaScript without dependencies: it runs before anything is installed.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installedBy, recordInstallation } from "./installation.mjs";

export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const pnpmVersion = manifest.devEngines.packageManager.version;
const [majorNeeded, minorNeeded] = manifest.engines.node.replace(">=", "").split(".").map(Number);

/** The Node.js that runs everything after the installation: pinned as the npm package `node`. */
export const pinnedNode = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/** Ends with one line when the machine's own Node.js cannot even install. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > majorNeeded || (major === majorNeeded && minor >= minorNeeded)) return;
  fail(
    `Node ${manifest.engines.node} is needed, this is ${process.versions.node}. Install a current Node and try again.`,
  );
}

/** Answers `--help` before anything is installed. */
export function offerHelp(text) {
  if (!process.argv.slice(2).some((argument) => argument === "--help" || argument === "-h")) return;
  process.stdout.write(text);
  process.exit(0);
}

/** Prints one clear line to stderr and ends the process. */
export function fail(message, code = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

/**
 * Runs a command; resolves with its exit code. `quiet` keeps its output back unless it fails, `silent` then as well; `into` takes what
 * it says on stdout.
 */
export function run(command, args, { quiet = false, silent = false, into, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell: process.platform === "win32",
      stdio: ["ignore", quiet || into !== undefined ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    });
    const held = [];
    child.stdout?.on("data", (chunk) => (into ?? held).push(chunk));
    child.stderr?.on("data", (chunk) => held.push(chunk));
    child.on("error", (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(127);
    });
    child.on("close", (code) => {
      if (quiet && !silent && code !== 0) process.stderr.write(Buffer.concat(held));
      resolve(code ?? 1);
    });
  });
}

/** Runs the pinned pnpm. */
export async function pnpm(args, options = {}) {
  return run("pnpm", args, { ...options, env: { ...options.env, ...(await withPnpm()) } });
}

/** Installs what the lock file names, unless that is done. Ends the process with a clear line when it fails. */
export async function install() {
  if (installedBy(root) !== undefined) return;
  const code = await pnpm(["install", "--frozen-lockfile", "--prefer-offline"], { quiet: true });
  if (code !== 0)
    fail("Installing failed: see the lines above. Is the npm registry within reach, and the disk not full?");
  recordInstallation(root, await pnpmFolder());
}

/** Runs turbo tasks over the workspace. */
export async function turbo(tasks, { args = [], ...options } = {}) {
  return run("turbo", ["run", ...tasks, "--no-update-notifier", ...args], {
    ...options,
    env: {
      TURBO_TELEMETRY_DISABLED: "1",
      REDOCLY_TELEMETRY: "off",
      REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
      ...options.env,
      ...(await withPnpm()),
    },
  });
}

/** Search paths that have the programs of this workspace first, and the pinned pnpm, which turbo runs tasks with. */
async function withPnpm() {
  const paths = [join(root, "node_modules", ".bin"), await pnpmFolder(), process.env.PATH];
  return { PATH: paths.join(delimiter) };
}

let found;

/** Where npx keeps the pinned pnpm, which it fetches once; asking npx takes a second each time. */
function pnpmFolder() {
  found ??= Promise.resolve(installedBy(root) ?? askNpx());
  return found;
}

async function askNpx() {
  const script = join(root, "tools", "run", "src", "pnpm-folder.mjs");
  const lines = [];
  const code = await run("npx", ["--yes", `--package=pnpm@${pnpmVersion}`, "--", "node", script], { into: lines });
  const folder = lines.join("");
  if (code !== 0 || folder === "") {
    fail(`pnpm ${pnpmVersion} is not to be had: see the lines above. Is the npm registry within reach?`);
  }
  return folder;
}
