import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { endWithoutOutput } from "../src/cli/lost-output.js";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

type Listener = (error: Error) => void;

const lose = (code: string): { readonly said: string; readonly exits: readonly number[] } => {
  const listeners: Listener[] = [];
  const exits: number[] = [];
  let said = "";
  endWithoutOutput({
    stdout: { on: (_, listener) => listeners.push(listener) },
    stderr: { on: () => {}, write: (text) => void (said += text) },
    exit: (exit) => void exits.push(exit),
  });
  for (const listener of listeners) listener(Object.assign(new Error("write"), { code }));
  return { said, exits };
};

it("ends where its words go nowhere, and not where nobody wants them", () => {
  expect(lose("EPIPE")).toEqual({ said: "", exits: [] });
  expect(lose("ENOSPC")).toEqual({ said: expect.stringContaining("cannot be written (ENOSPC);"), exits: [1] });
});

describe.runIf(existsSync("/dev/full"))("server-stub", () => {
  it.each([[["--version"]], [["--store", "memory", "--port", "0"]]])("says so in one line: %j", (args) => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { stdio: ["ignore", full, "pipe"] });
    closeSync(full);
    expect(status).toBe(1);
    expect(String(stderr)).toMatch(/^server-stub: standard output cannot be written \(ENOSPC\); .*\n$/);
  });
});

it.runIf(process.platform === "linux")("says in one line that its working folder was removed", () => {
  const folder = mkdtempSync(join(tmpdir(), "server-stub-gone-"));
  const script = `cd "$0" && rmdir "$0" && exec "$@"`;
  const args = ["-c", script, folder, process.execPath, cli, "--store", "memory", "--port", "0"];
  const { status, stderr } = spawnSync("sh", args, { encoding: "utf8" });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: "server-stub: the working folder was removed; change into one that is there\n",
  });
});
