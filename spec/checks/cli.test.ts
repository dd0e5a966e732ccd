import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, "cli.ts"), ...args], { encoding: "utf8" });

describe("the check on the command line", () => {
  test("passes on the spec of this repository", () => {
    const { status, stdout, stderr } = run("--without-cases");
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: "The spec, its statements, errata and examples agree.\n",
      stderr: "",
    });
  });

  test("names an unknown argument in one line", () => {
    const { status, stdout, stderr } = run("--fast");
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: "",
      stderr: "Unknown argument --fast: the only flag is --without-cases.\n",
    });
  });
});
