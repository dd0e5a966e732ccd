import { createStub } from "@miniprogram-messages/server-stub";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { sendMessage } from "../src/spec/operation.js";

const command = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "report-cli-"));
const stub = createStub();
const { url } = await stub.listen({ port: 0 });

afterAll(async () => {
  await stub.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: "1" };
    execFile(process.execPath, [command, "report", ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });

const send = (namespace: string, changes: object): Promise<Response> =>
  fetch(`${url}/ns/${namespace}${sendMessage.path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...Object.values(sendMessage.samples)[0], ...changes }),
  });

test("a good client: exit code 0", async () => {
  await send("good", { requestId: "order-1" });
  await send("good", { requestId: "order-1" });
  const { code, stdout } = await run("--stub", `${url}/`, "--namespace", "good");
  expect(stdout).toBe("2 attempts of 1 intents in namespace good: 0 findings\n");
  expect(code).toBe(0);
});

test("a body that changes under one requestId: exit code 1, and the finding names its attempts", async () => {
  const json = join(folder, "report.json");
  await send("bad", { requestId: "order-1" });
  await send("bad", { requestId: "order-1", extendInfo: "other" });
  const { code, stdout } = await run("--stub", url, "--namespace", "bad", "--json", json);
  expect(stdout).toMatch(/✘ body-changed \[documented\] requestId order-1, attempts \d+, \d+\n/u);
  expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({
    findings: [{ id: "body-changed", level: "documented", requestId: "order-1" }],
    intents: 1,
    attempts: 2,
  });
  expect(code).toBe(1);
});

test("a namespace where nothing was sent is said", async () => {
  const { code, stdout } = await run("--stub", url, "--namespace", "misspelt");
  expect(stdout).toContain("Nothing was sent in namespace misspelt");
  expect(code).toBe(0);
});

test.each([
  ["no --stub", ["--namespace", "a"], /--stub is missing/u],
  ["no --namespace", ["--stub", url], /--namespace is missing/u],
  ["an illegal name", ["--stub", url, "--namespace", "a/b"], /--namespace a\/b is no name/u],
  ["nobody there", ["--stub", "http://127.0.0.1:9", "--namespace", "a"], /cannot be reached/u],
  ["something else there", ["--stub", `${url}/docs`, "--namespace", "a"], /no report.*Is it the stub's address/u],
  ["an unknown flag", ["--stubb", url], /Unknown option/u],
])("%s: one line and exit code 2", async (_, args, message) => {
  const { code, stderr } = await run(...args);
  expect(stderr.trimEnd().split("\n")).toEqual([expect.stringMatching(message)]);
  expect(code).toBe(2);
});
