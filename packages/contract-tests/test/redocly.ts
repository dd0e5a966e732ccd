import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export const specFolder: string = `${root}spec`;

const command = fileURLToPath(new URL("../node_modules/@redocly/cli/bin/cli.js", import.meta.url));

export interface Run {
  readonly code: number;
  readonly output: string;
  readonly stdout: string;
}

/** Runs the Redocly CLI at the root of the repository, without telemetry and without looking for updates. */
export const redocly = (...args: readonly string[]): Promise<Run> => redoclyIn(root, ...args);

/** The same in another folder: its own configuration file applies, or none. */
export const redoclyIn = (cwd: string, ...args: readonly string[]): Promise<Run> =>
  new Promise((resolve) => {
    const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" };
    execFile(process.execPath, [command, ...args], { cwd, env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr, stdout });
    });
  });
