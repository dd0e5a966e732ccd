// What the README tells a newcomer, done in an empty folder with npm itself; the registry has to be within reach.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from "vitest";
import { OLDEST_NODE, command, here, outcome } from "./command.js";

let folder = "";
let calls: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "first-call-"));
  const readme = await readFile(here("../../README.md"), "utf8");
  calls = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  const tarballs = Object.values(inject("tarballs"));
  expect(outcome(await command("npm", ["init", "-y"], { cwd: folder }))).toBe("exit 0");
  const install = ["install", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs];
  expect(outcome(await command("npm", install, { cwd: folder }))).toBe("exit 0");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const stubCommand = (): string => join(folder, "node_modules/@miniprogram-messages/server-stub/dist/cli.js");

const startStub = async (...args: string[]): Promise<string> => {
  const child = spawn(process.execPath, [stubCommand(), "--port", "0", "--store", "memory", ...args], { cwd: folder });
  onTestFinished(async () => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  });
  for await (const line of createInterface(child.stdout)) {
    const url = /^ready (http:\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error("the stub ended before it was ready");
};

const call = async (node: string, name: string, code: string, url: string): Promise<string> => {
  await writeFile(join(folder, name), code.replaceAll("http://127.0.0.1:4010", url));
  const ended = await command(node, [name], { cwd: folder });
  expect(outcome(ended)).toBe("exit 0");
  return ended.stdout;
};

it.each([
  ["the Node of this repository", process.execPath],
  ["Node 20.19", OLDEST_NODE],
])("the first call works as pasted on %s", async (_name, node) => {
  expect(await call(node, "first-call.mjs", calls[0] ?? "", await startStub())).toMatch(/^succeeded \S+\n$/);
});

it("the signed call works with the keys that keygen writes", async () => {
  const keygen = await command(process.execPath, [stubCommand(), "keygen", "--out", "demo"], { cwd: folder });
  expect(outcome(keygen)).toBe("exit 0");
  const url = await startStub("--config", "demo/stub.yaml");
  expect(await call(process.execPath, "signed-call.mjs", calls[1] ?? "", url)).toMatch(/^succeeded \S+\n$/);
  // Nobody else gets in.
  expect(await call(process.execPath, "first-call.mjs", calls[0] ?? "", url)).toMatch(/^failed /);
});
