// oxlint-disable vitest/no-standalone-expect -- `needs(…).test` is a test block
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { needs } from "@miniprogram-messages/lane";
import { afterAll, expect } from "vitest";

const command = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const guide = readFileSync(new URL("../../../docs/guides/certifying-a-client.md", import.meta.url), "utf8");
const folder = mkdtempSync(join(tmpdir(), "client-guide-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const blocks = [...guide.matchAll(/```python\n([\s\S]*?)```/gu)].map(([, code = ""]) => code);
for (const [index, name] of ["notifier.py", "contract.py", "worker.py"].entries()) {
  writeFileSync(join(folder, name), blocks[index] ?? "");
}

const globs = ["sample/*", "unknown-always/*"].flatMap((glob) => ["--scenario", glob]);
const verdict = /\n4 passed, 2 failed \(documented 2, .*badge: 4 of 6, unsigned/su;

const python = needs("python3");

python.test("the guide's command passes what the guide says, and fails what it says", async () => {
  const args = [command, "client", "--command", "python3 contract.py", "--unsigned", ...globs];
  const [stdout] = await new Promise<readonly string[]>((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_error, ...texts) => resolve(texts));
  });
  expect(stdout).toMatch(verdict);
});

python.test("the guide's worker does as well", async () => {
  const suite = spawn(process.execPath, [command, "client", "--listen", "0", "--unsigned", ...globs]);
  let stdout = "";
  suite.stdout.on("data", (text: Buffer) => (stdout += text.toString()));
  const exit = once(suite, "close");
  const [line] = await once(suite.stderr, "data");
  const port = /:(\d+)\/_scenarios/u.exec(String(line))?.[1] ?? "";
  const worker = join(folder, "worker.py");
  writeFileSync(worker, readFileSync(worker, "utf8").replace("4600", port));
  await once(spawn("python3", ["worker.py"], { cwd: folder, stdio: "inherit" }), "close");
  await exit;
  expect(stdout).toMatch(verdict);
});
