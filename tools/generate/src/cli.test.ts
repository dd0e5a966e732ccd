import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { copySpec, type SpecCopy } from "./spec-copy.ts";

const CLI = fileURLToPath(new URL("cli.ts", import.meta.url));

let copy: SpecCopy;

beforeEach(() => {
  copy = copySpec();
});

afterEach(() => copy.dispose());

interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const run = (...args: readonly string[]): Run => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: copy.folder,
    encoding: "utf8",
  });
  return { status, out: stdout, err: stderr };
};

it.each([
  {
    fault: "a missing example",
    cause: () => copy.remove("spec/examples/send-message.sms.request.json"),
    line: /^generate: spec\/paths\/send-message\.yaml:\d+: "\S+send-message\.sms\.request\.json" leads nowhere; .+\n$/,
  },
  {
    fault: "a control API that nobody described",
    cause: () => copy.remove("spec/control.openapi.yaml"),
    line: /^generate: spec\/control\.openapi\.yaml: there is no such file; the spec needs it\n$/,
  },
])("$fault ends with one line on stderr and a non-zero exit, and writes nothing", ({ cause, line }) => {
  cause();
  const { status, out, err } = run("--spec", "spec", "--out", "out");
  expect(err).toMatch(line);
  expect({ status, out }).toEqual({ status: 1, out: "" });
  expect(readdirSync(copy.folder)).toEqual(["spec"]);
});

it("an unknown flag ends with one line", () => {
  const { status, err } = run("--sepc", "spec");
  expect(err).toMatch(
    /^generate: Unknown option '--sepc'.*Usage: pnpm generate \[--spec <folder>\] \[--out <folder>\]\n$/,
  );
  expect(status).toBe(1);
});

it("writes every file once, and leaves it alone when nothing changed", () => {
  expect(run("--spec", "spec", "--out", "out")).toMatchObject({ status: 0, err: "" });
  const again = run("--spec", "spec", "--out", "out");
  expect(again).toMatchObject({ status: 0, err: "" });
  expect(again.out).toMatch(/^\d+ generated files, 0 changed\n$/);
});
