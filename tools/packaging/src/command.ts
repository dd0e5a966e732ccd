import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How a command ended, with all that it printed. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command to its end without the search paths of this workspace, whatever its exit code. */
export const command = (file: string, args: readonly string[], { cwd, env }: CommandOptions = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const options = {
      cwd,
      env: { ...process.env, NODE_OPTIONS: "", NODE_PATH: "", NO_COLOR: "1", FORCE_COLOR: "0", ...env },
    };
    execFile(file, args, { ...options, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const code = typeof error?.code === "number" ? error.code : 127;
      resolve({ code: error === null ? 0 : code, stdout, stderr });
    });
  });

/** A file below the folder of this package. */
export const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** A program that one of this package's dependencies brings. */
export const tool = (name: string): string => here(`node_modules/.bin/${name}`);

/** The oldest Node on which senders run; too old for the stub and the contract suite. */
export const OLDEST_NODE = here("node_modules/@miniprogram-messages/node-20/node_modules/node/bin/node");

/** The older line of Node on which the stub and the suite run. */
export const NODE_22 = here("node_modules/@miniprogram-messages/node-22/node_modules/node/bin/node");

// Not the launchers in `.bin`: those would show the consumer the packages of this workspace.
export const BUN = here("node_modules/bun/bin/bun.exe");
/** To be run by Node. */
export const DENO = here("node_modules/deno/bin.cjs");

/** The exit code, or else all that the command printed: what a test shows when it is not 0. */
export const outcome = ({ code, stdout, stderr }: Ended): string =>
  code === 0 ? "exit 0" : `${stdout}${stderr}exit ${code}`;
