// What the root commands share. Plain JavaScript without dependencies: it runs before anything is installed.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

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

/** Runs a command; resolves with its exit code. `quiet` keeps its output back unless it fails, `silent` then as well. */
export function run(command, args, { quiet = false, silent = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell: process.platform === "win32",
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    const held = [];
    child.stdout?.on("data", (chunk) => held.push(chunk));
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

/** Runs the pinned pnpm, which npx fetches once and keeps. */
export function pnpm(args, options) {
  return run("npx", ["--yes", `pnpm@${pnpmVersion}`, ...args], options);
}

/** Installs what the lock file names. Ends the process with a clear line when that fails. */
export async function install() {
  const code = await pnpm(["install", "--frozen-lockfile", "--prefer-offline"], { quiet: true });
  if (code !== 0)
    fail("Installing failed: see the lines above. Is the npm registry within reach, and the disk not full?");
}

/** Runs turbo tasks over the workspace. */
export function turbo(tasks, { args = [], ...options } = {}) {
  return pnpm(["exec", "turbo", "run", ...tasks, "--no-update-notifier", ...args], {
    ...options,
    env: {
      TURBO_TELEMETRY_DISABLED: "1",
      REDOCLY_TELEMETRY: "off",
      REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
      ...options.env,
    },
  });
}
