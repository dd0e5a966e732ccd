import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const manifest = createRequire(import.meta.url).resolve("@redocly/cli/package.json");
const executable = join(dirname(manifest), "bin", "cli.js");
/** What the generator asks of a spec. */
export const SPEC_RULES = fileURLToPath(new URL("../redocly.yaml", import.meta.url));

export interface RedoclyRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the Redocly CLI, which has no API of its own, without telemetry and with a configuration of this package. */
export const redocly = (command: string, rules: string, ...args: readonly string[]): Promise<RedoclyRun> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [executable, command, ...args, "--config", rules], {
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ exitCode: code ?? 1, stdout, stderr }));
  });
