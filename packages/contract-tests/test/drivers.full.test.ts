// oxlint-disable vitest/no-standalone-expect -- `needs(…).test` is a test block
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { needs } from "@miniprogram-messages/lane";
import { afterAll, expect, test, vi } from "vitest";

// Each starts a program some two hundred times.
vi.setConfig({ testTimeout: 900_000 });

const command = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const drivers = fileURLToPath(new URL("../drivers/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "drivers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Python needs a package as well as the interpreter; its name is listed where it is missing. */
const cryptography =
  spawnSync("python3", ["-c", "import cryptography"]).status === 0 ? [] : ["python3's package cryptography"];

const at = (path: string): string => `'${join(drivers, path)}'`;

const programs = [
  { name: "node-client", commands: [], run: `'${process.execPath}' ${at("node-client/driver.mjs")}` },
  { name: "node", commands: [], run: `'${process.execPath}' ${at("node/driver.mjs")}` },
  { name: "python", commands: ["python3", ...cryptography], run: `python3 ${at("python/driver.py")}` },
  { name: "shell", commands: ["sh", "curl", "openssl"], run: `sh ${at("shell/driver.sh")}` },
  { name: "php", commands: ["php"], run: `php ${at("php/driver.php")}` },
  {
    name: "java",
    commands: ["java", "javac"],
    build: ["javac", "-d", folder, join(drivers, "java/Driver.java")],
    run: `java -cp '${folder}' Driver`,
  },
  {
    name: "go",
    commands: ["go"],
    build: ["go", "build", "-o", join(folder, "driver"), join(drivers, "go/driver.go")],
    run: `'${join(folder, "driver")}'`,
  },
];

const certify = (...args: readonly string[]): Promise<{ code: number; stdout: string }> =>
  new Promise((resolve) => {
    // A slow machine needs longer than a real client would.
    const all = [command, "client", ...args, "--strict", "--timeout", "120"];
    execFile(process.execPath, all, { env: { ...process.env, NO_COLOR: "1" } }, (error, stdout) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout });
    });
  });

/** Half a second of each of two cores to start: a part of the scenarios has to do. */
const few = ["sample/*", "lost*", "o*", "un*", "h*"].flatMap((glob) => ["--scenario", glob]);

for (const { name, commands, build, run } of programs) {
  needs(...commands).test(`the driver in ${name} passes what it is asked, signed and unsigned`, async () => {
    if (build !== undefined) {
      const env = { ...process.env, GOCACHE: join(folder, "go-build"), GO111MODULE: "off" };
      const [program = "", ...args] = build;
      expect(spawnSync(program, args, { env, encoding: "utf8" }).stderr).toBe("");
    }
    const signed = await certify("--command", run, ...(name === "java" ? few : []));
    expect(signed.stdout).toMatch(/\n(\d+) passed, 0 failed, 0 inconclusive, 1 skipped[\s\S]*badge: \1 of \1, signed/u);
    const unsigned = await certify("--command", run, "--unsigned", "--scenario", "sample/*", "--scenario", "un*");
    expect(unsigned.stdout).toMatch(/\n\d+ passed, 0 failed, 0 inconclusive/u);
    expect([signed.code, unsigned.code]).toEqual([0, 0]);
  });
}

test("each driver is short enough to be read at once", () => {
  const files = readdirSync(drivers, { recursive: true, encoding: "utf8" }).filter((file) =>
    /driver\.\w+$/iu.test(file),
  );
  expect(files).toHaveLength(7);
  const long = files.filter((file) => readFileSync(join(drivers, file), "utf8").trimEnd().split("\n").length >= 60);
  expect(long).toEqual([]);
});
