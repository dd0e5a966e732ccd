import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { main } from "../../src/cli/main.js";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** The line that says that the stub serves. */
export const READY = /^ready .*\n/m;

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command; with `until` it is sent SIGTERM once the output has that. */
export const runCommand = (
  cwd: string,
  args: readonly string[],
  { env = {}, until }: { readonly env?: Record<string, string>; readonly until?: RegExp } = {},
): Promise<Run> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], { cwd, env: { PATH: "", ...env } });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
      if (until?.test(out)) child.kill("SIGTERM");
    });
    child.stderr.on("data", (chunk) => {
      err += String(chunk);
    });
    child.on("close", (code) => resolve({ code, out, err }));
  });

/** Runs the command in this process, which costs little; for what ends by itself. */
export const runHere = async (args: readonly string[], env: Record<string, string> = {}): Promise<Run> => {
  let [out, err] = ["", ""];
  const stdout = { write: (text: string) => void (out += text) };
  const stderr = { write: (text: string) => void (err += text) };
  return { code: await main(args, env, { stdout, stderr }), out, err };
};
