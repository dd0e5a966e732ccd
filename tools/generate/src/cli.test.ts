import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { generateInto } from "./command.ts";
import { copySpec, type SpecCopy } from "./spec-copy.ts";

const CLI = fileURLToPath(new URL("cli.ts", import.meta.url));

let copy: SpecCopy;

beforeEach(() => {
  copy = copySpec();
});

afterEach(() => copy.dispose());

const folders = (): string[] => ["--spec", join(copy.folder, "spec"), "--out", join(copy.folder, "out")];

it("a broken spec ends with one line on stderr and a non-zero exit, and writes nothing", () => {
  copy.remove("spec/control.openapi.yaml");
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, "--spec", "spec", "--out", "out"], {
    cwd: copy.folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("generate: spec/control.openapi.yaml: there is no such file; the spec needs it\n");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(readdirSync(copy.folder)).toEqual(["spec"]);
});

it("an unknown flag is refused with the usage", async () => {
  await expect(generateInto(["--sepc", "spec"])).rejects.toThrow(
    /^Unknown option '--sepc'.*Usage: pnpm generate \[--spec <folder>\] \[--out <folder>\]$/,
  );
});

it("writes every file once, and leaves it alone when nothing changed", async () => {
  const lines = await generateInto(folders());
  expect(lines.length).toBeGreaterThan(10);
  await expect(generateInto(folders())).resolves.toEqual([
    expect.stringMatching(new RegExp(`^${lines.length - 1} generated files, 0 changed$`)),
  ]);
});
