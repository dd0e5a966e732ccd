import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { createInterface } from "node:readline";
import { byLane } from "@miniprogram-messages/lane";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUN, DENO, OLDEST_NODE, NODE_22, command, here, outcome } from "./command.js";
import { COMPILERS, NODE10, NODE16, NODENEXT, compile, settings } from "./compiler.js";
import { fillConsumer, makeFolder } from "./consumer.js";
import { PACKAGES } from "./pack.js";

const sample = (name: string): Promise<string> => readFile(here(`../../spec/examples/${name}.json`), "utf8");

/** Finds `node` for the commands' first line, as a shell with this Node would. */
const pathTo = (node: string): Record<string, string> => ({
  PATH: [dirname(node), process.env["PATH"]].join(delimiter),
});

let consumer = "";

beforeAll(async () => {
  consumer = await makeFolder();
  const files = { "tsconfig.json": settings(NODENEXT, ["tests.ts"]) };
  const copies = [
    "in-process.mjs",
    "commonjs-stub.cjs",
    "commonjs-stub.cts",
    "forgotten.cjs",
    "stores.mjs",
    "tests.ts",
  ];
  await fillConsumer(consumer, { packages: PACKAGES, own: ["@types/node"], files, copies });
});

afterAll(() => rm(consumer, { recursive: true, force: true }));

const installed = (name: string): string => join(consumer, "node_modules/.bin", name);

describe("server-stub, started from where it is installed", () => {
  let child: ChildProcess;
  let url = "";
  let errors: Promise<string>;

  beforeAll(async () => {
    const env = { ...process.env, NODE_OPTIONS: "", ...pathTo(process.execPath) };
    const stub = spawn(installed("server-stub"), ["--port", "0", "--store", "memory"], { cwd: consumer, env });
    child = stub;
    errors = text(stub.stderr);
    for await (const line of createInterface(stub.stdout)) {
      url = /^ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1] ?? "";
      if (url !== "") break;
    }
    if (url === "") throw new Error(`no line says ready: ${await errors}`);
  });

  afterAll(() => child.kill("SIGKILL"));

  it.each([
    ["/", "text/html", "<title>"],
    ["/docs/", "text/html", "sendInbox"],
    ["/openapi.json", "application/json", '"operationId": "sendMessage"'],
  ])("serves %s", async (path, type, part) => {
    const response = await fetch(url + path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain(type);
    expect(await response.text()).toContain(part);
  });

  it("serves what its page refers to", async () => {
    const page = await (await fetch(`${url}/`)).text();
    const assets = [...page.matchAll(/(?:src|href)="\.(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(assets.length).toBeGreaterThanOrEqual(2);
    for (const path of assets) expect((await fetch(url + path)).status).toBe(200);
  });

  it("answers the documented push sample", async () => {
    const headers = { "Content-Type": "application/json" };
    const body = await sample("send-message.push.request");
    const response = await fetch(`${url}/v2/miniprogram/message/send`, { method: "POST", headers, body });
    expect(await response.json()).toMatchObject({
      result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
      messageId: expect.stringMatching(/^.{1,64}$/),
    });
  });

  it("passes the samples of the contract suite, started in the same way", async () => {
    const args = ["--url", url, "--only", "samples/*"];
    const ended = await command(installed("contract-tests"), args, { cwd: consumer, env: pathTo(process.execPath) });
    expect(outcome(ended)).toBe("exit 0");
    expect(ended.stdout).toMatch(/^[1-9]\d* passed, 0 failed, /m);
  });

  it("ends when told, has complained about nothing and left nothing behind", async () => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(await errors).toBe("");
    expect(existsSync(join(consumer, ".server-stub"))).toBe(false);
  });
});

it("createStub() works in process, and loads a driver only for the store that needs it", async () => {
  const ended = await command(process.execPath, ["in-process.mjs"], { cwd: consumer });
  expect(outcome(ended)).toBe("exit 0");
  expect(ended.stderr).toBe("");
  const sent = { status: "succeeded", attempts: 1, kept: [true] };
  expect(JSON.parse(ended.stdout)).toEqual([
    { ...sent, drivers: [] },
    { ...sent, drivers: ["node:sqlite"] },
  ]);
});

it.each([
  ["the Node of this repository", process.execPath],
  ["Node 22", NODE_22],
  ["Bun", BUN],
])("createStub() works through require() on %s, with the classes that an import gets", async (_name, file) => {
  const ended = await command(file, ["commonjs-stub.cjs"], { cwd: consumer });
  expect(outcome(ended)).toBe("exit 0");
  expect(JSON.parse(ended.stdout)).toEqual({ status: "succeeded", kept: true, missing: true, page: true, same: [] });
});

it("createStub() loads nothing twice where a test tool has forgotten the modules meanwhile", async () => {
  const ended = await command(process.execPath, ["forgotten.cjs"], { cwd: consumer });
  expect(outcome(ended)).toBe("exit 0");
  expect(JSON.parse(ended.stdout)).toEqual({
    missing: true,
    taken: "LISTEN_FAILED",
    illegal: expect.stringContaining("policies.signature: must be one of"),
    refused: expect.stringContaining("effect: is required"),
    noKey: expect.stringMatching(/^publicKey: /),
  });
});

it.each([
  ["Node 22, without its warning of an experiment", NODE_22, ["stores.mjs"]],
  ["Bun", BUN, ["run", "stores.mjs"]],
  ["Deno", process.execPath, [DENO, "run", "-A", "--quiet", "--no-prompt", "--cached-only", "stores.mjs"]],
])("createStub() keeps messages in memory and in SQLite on %s", async (_name, file, args) => {
  const env = { DENO_DIR: join(consumer, ".deno"), DENO_NO_UPDATE_CHECK: "1" };
  const ended = await command(file, args, { cwd: consumer, env });
  expect(outcome(ended)).toBe("exit 0");
  expect(ended.stdout).toBe("memory succeeded 1\nsqlite succeeded 1\n");
  expect(ended.stderr).toBe("");
});

it("require() says in one line that Node 20.19 is too old", async () => {
  const ended = await command(OLDEST_NODE, ["commonjs-stub.cjs"], { cwd: consumer });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain("Error: server-stub needs Node 22.13 or newer; this is 20.19.0\n");
});

// Node prints the line that has thrown, whole, before it says why.
it.each([
  ["require()", "commonjs", 'require("@miniprogram-messages/server-stub")'],
  ["import", "module", '(await import("@miniprogram-messages/server-stub"))'],
  [
    "the build for bundlers",
    "module",
    '(await import("./node_modules/@miniprogram-messages/server-stub/dist/module.js"))',
  ],
])("an error that nobody catches can be read, with %s", async (_name, type, stub) => {
  const args = [`--input-type=${type}`, "-e", `${stub}.createStub({ store: "redis://x" })`];
  const ended = await command(process.execPath, args, { cwd: consumer });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain("StubError: store: is none of the known kinds");
  expect(ended.stderr.length).toBeLessThan(3000);
});

// The oldest compiler that the packages hold for, in the two ways that CommonJS resolves.
it.each([
  ["node16", NODE16],
  ["node10", NODE10],
])("a CommonJS test compiles with %s and library types checked", async (_name, options) => {
  const config = settings({ ...options, verbatimModuleSyntax: false, types: ["node"] }, ["commonjs-stub.cts"]);
  await writeFile(join(consumer, "tsconfig.json"), config);
  const compiled = await compile(COMPILERS["5.4.5"], consumer);
  await writeFile(join(consumer, "tsconfig.json"), settings(NODENEXT, ["tests.ts"]));
  expect(compiled).toBe("exit 0");
});

it.each(["server-stub", "contract-tests"])("%s says in one line that Node 20.19 is too old", async (name) => {
  const { code, stdout, stderr } = await command(installed(name), [], { cwd: consumer, env: pathTo(OLDEST_NODE) });
  expect(code).toBeGreaterThan(0);
  expect(stdout).toBe("");
  expect(stderr).toMatch(new RegExp(`^${name} needs Node 22\\.13 or newer; this is 20\\.19\\.0\\.?\\n$`));
});

const versions = byLane<readonly (keyof typeof COMPILERS)[]>(
  "versions of TypeScript that compile a test with the stub",
  {
    quick: ["7.0.2"],
    full: ["5.9.3", "7.0.2"],
  },
);

it.each(versions)("compiles with TypeScript %s", async (version) => {
  expect(await compile(COMPILERS[version], consumer)).toBe("exit 0");
});
