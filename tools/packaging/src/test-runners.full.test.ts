// Other people's compilers and test runners, each on one service in TypeScript that has the stub in its process. The registry has to be
// within reach.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Ended, NODE_22, command, here, outcome } from "./command.js";
import { type NpmProject, npmProject } from "./npm-project.js";

const TOOLS = [
  "jest@30.5.2",
  "ts-jest@29.4.15",
  "babel-jest@30.5.2",
  "@babel/core@8.1.3",
  "@babel/preset-env@8.0.7",
  "@babel/preset-typescript@8.0.7",
  "jest-environment-jsdom@30.5.2",
  "@happy-dom/jest-environment@20.14.5",
  "@types/jest@30.0.0",
  "@types/node@24.19.2",
  "typescript@5.9.3",
  "vitest@5.1.2",
  "jsdom@31.0.1",
  "happy-dom@21.0.4",
  "mocha@12.0.3",
  "ava@6.4.1",
  "tsx@4.23.15",
];

const BABEL = `module.exports = {
  presets: [["@babel/preset-env", { targets: { node: "current" } }], "@babel/preset-typescript"],
};`;
const STRICT = { target: "es2022", strict: true, skipLibCheck: false, types: ["jest", "node"] };
const COMMONJS = JSON.stringify({
  compilerOptions: { ...STRICT, module: "commonjs", moduleResolution: "node10", esModuleInterop: true },
});
const MODULES = JSON.stringify({ compilerOptions: { ...STRICT, module: "nodenext", moduleResolution: "nodenext" } });

const JEST = `import { GOOD, service } from "./service";
test.each(["memory", "sqlite:" + __dirname + "/jest.db"])("%s", async (store) => {
  expect(await service(store)).toBe(GOOD);
});`;
const JEST_ESM = JEST.replace("./service", "./service.js").replace("__dirname", "import.meta.dirname");
const VITEST = `import { expect, test } from "vitest";
import { GOOD, service } from "./service.ts";
test.each(["memory", "sqlite:" + process.cwd() + "/vitest-" + Math.random() + ".db"])("%s", async (store) => {
  expect(await service(store)).toBe(GOOD);
});`;
const MOCHA = `import assert from "node:assert/strict";
import { GOOD, service } from "./service.mjs";
for (const store of ["memory", "sqlite:" + import.meta.dirname + "/mocha.db"]) {
  it(store, async () => assert.equal(await service(store), GOOD));
}`;
const AVA = `import test from "ava";
import { GOOD, service } from "./service.mjs";
for (const store of ["memory", "sqlite:" + import.meta.dirname + "/ava.db"]) {
  test(store, async (t) => t.is(await service(store), GOOD));
}`;
const RUN = (from: string) => `import { GOOD, service } from "${from}";
void service().then((result: string) => console.log(result === GOOD ? "good" : result));`;
/** What a test in a DOM does: nothing of Node's may be missed, and fake timers stop nobody. */
const DOM = `const { createClient } = require("@miniprogram-messages/client");
const { createStub, StubError } = require("@miniprogram-messages/server-stub");
const request = (requestId) => ({
  appId: "P1", authClientId: "c", requestId, accessToken: "t", templateCode: "T", customerBelongsTo: "GCASH", templates: [{}],
});
test.each(["memory", "sqlite:" + __dirname + "/dom-" + Math.random() + ".db"])("%s", async (store) => {
  jest.useFakeTimers();
  expect(typeof document).toBe("object");
  const stub = createStub({ store });
  const client = createClient({ fetch: stub.fetch });
  expect(await client.sendMessage(request("r-1"))).toMatchObject({ status: "succeeded", attempts: 1 });
  expect(await stub.messages()).toEqual([expect.objectContaining({ requestId: "r-1" })]);
  expect(() => createStub({ store: "nowhere:" })).toThrow(StubError);
  await expect(stub.waitForMessage({ requestId: "no" }, { timeout: 1 })).rejects.toThrow("no message");
  const stop = new AbortController();
  stop.abort();
  expect(await client.sendMessage(request("r-2"), { signal: stop.signal })).toMatchObject({ reason: "aborted" });
  jest.useRealTimers();
  await stub.close();
});`;
/** Expectations that fail: what a test shows of an outcome then. */
const FAILING = `const { createClient } = require("@miniprogram-messages/client");
const { createStub } = require("@miniprogram-messages/server-stub");
const stub = createStub();
const send = (requestId) => createClient({ fetch: stub.fetch }).sendMessage({
  appId: "P1", authClientId: "c", requestId, accessToken: "t", templateCode: "T", customerBelongsTo: "GCASH", templates: [{}],
});
afterAll(() => stub.close());
test.each(["toEqual", "toStrictEqual", "toMatchObject"])("%s", async (matcher) => {
  const outcome = await send("r-1");
  expect(outcome)[matcher]({ ...outcome, status: "failed" });
});
test("the same", async () => {
  const outcome = await send("r-2");
  expect(outcome).toStrictEqual({ ...outcome });
  expect(JSON.parse(JSON.stringify(outcome)).response.headers["content-type"]).toMatch("json");
});`;

let project: NpmProject;

const filesWith = (service: string, stripped: string): Record<string, string> => ({
  "ts-jest/service.ts": service,
  "ts-jest/a.test.ts": JEST,
  "ts-jest/tsconfig.json": COMMONJS,
  "ts-jest/package.json": "{}",
  "ts-jest/jest.config.cjs": 'module.exports = { preset: "ts-jest" };',
  "ts-jest-esm/service.ts": service,
  "ts-jest-esm/a.test.ts": JEST_ESM,
  "ts-jest-esm/tsconfig.json": MODULES,
  "ts-jest-esm/package.json": '{ "type": "module" }',
  "ts-jest-esm/jest.config.cjs": `module.exports = {
  preset: "ts-jest/presets/default-esm",
  moduleNameMapper: { "^(\\\\.{1,2}/.*)\\\\.js$": "$1" },
};`,
  "babel/service.ts": service,
  "babel/a.test.ts": JEST,
  "babel/babel.config.cjs": BABEL,
  "babel/jest.config.cjs": "module.exports = {};",
  "jsdom/a.test.js": DOM,
  "jsdom/jest.config.cjs": 'module.exports = { testEnvironment: "jsdom" };',
  "failing/a.test.js": FAILING,
  "failing/jest.config.cjs": "module.exports = {};",
  "happy-dom/a.test.js": DOM,
  "happy-dom/jest.config.cjs": 'module.exports = { testEnvironment: "@happy-dom/jest-environment" };',
  "vitest/service.ts": service,
  "vitest/a.test.ts": VITEST,
  "mocha/service.mjs": stripped,
  "mocha/a.test.mjs": MOCHA,
  "ava/service.mjs": stripped,
  "ava/a.test.mjs": AVA,
  "ava/package.json": '{ "type": "module" }',
  "run/service.ts": service,
  "run/main.ts": RUN("./service.ts"),
  "run/package.json": '{ "type": "module" }',
  "run-commonjs/service.ts": service,
  "run-commonjs/main.ts": RUN("./service"),
  "run-commonjs/tsconfig.json": COMMONJS,
  "run-commonjs/package.json": "{}",
});

beforeAll(async () => {
  project = await npmProject({ packages: ["signature", "client", "server-stub"], tools: TOOLS });
  const service = await readFile(here("consumers/service.ts"), "utf8");
  for (const [name, text] of Object.entries(filesWith(service, stripTypeScriptTypes(service)))) {
    await mkdir(dirname(join(project.folder, name)), { recursive: true });
    await writeFile(join(project.folder, name), text);
  }
});

afterAll(() => project.remove());

interface Way {
  readonly folder: string;
  /** A program of the project, and what it is given. */
  readonly args: readonly string[];
  readonly says: RegExp;
  readonly node?: string;
  readonly options?: readonly string[];
}

// Each tool gives up after some seconds of its own, which a busy machine takes.
const JEST_RUN = ["jest/bin/jest.js", "--testTimeout=600000"];
const VITEST_RUN = ["vitest/vitest.mjs", "run", "--testTimeout=600000"];
const TSX = "tsx/dist/cli.mjs";
const TESTS = /Tests: +2 passed/;
const GOOD = /^good$/m;

const run = ({ folder, args: [program = "", ...args], node = process.execPath, options = [] }: Way): Promise<Ended> => {
  const file = join(project.folder, "node_modules", program);
  return command(node, [...options, ...(program === "" ? [] : [file]), ...args], { cwd: join(project.folder, folder) });
};

const ways: Record<string, Way> = {
  "ts-jest, CommonJS with node10": { folder: "ts-jest", args: JEST_RUN, says: TESTS },
  "ts-jest, ES modules": {
    folder: "ts-jest-esm",
    args: JEST_RUN,
    options: ["--experimental-vm-modules", "--no-warnings"],
    says: TESTS,
  },
  "babel-jest": { folder: "babel", args: JEST_RUN, says: TESTS },
  "Jest with jsdom": { folder: "jsdom", args: JEST_RUN, says: TESTS },
  "Jest with happy-dom": { folder: "happy-dom", args: JEST_RUN, says: TESTS },
  vitest: { folder: "vitest", args: VITEST_RUN, says: /Tests +2 passed/ },
  "vitest with jsdom": { folder: "vitest", args: [...VITEST_RUN, "--environment=jsdom"], says: /Tests +2 passed/ },
  "vitest with happy-dom": {
    folder: "vitest",
    args: [...VITEST_RUN, "--environment=happy-dom"],
    says: /Tests +2 passed/,
  },
  Mocha: { folder: "mocha", args: ["mocha/bin/mocha.js", "--timeout=600000", "a.test.mjs"], says: /2 passing/ },
  AVA: { folder: "ava", args: ["ava/entrypoints/cli.mjs", "--timeout=10m", "a.test.mjs"], says: /2 tests passed/ },
  "tsx, ES modules": { folder: "run", args: [TSX, "main.ts"], says: GOOD },
  "tsx, CommonJS": { folder: "run-commonjs", args: [TSX, "main.ts"], says: GOOD },
  "Node 24, which leaves the types out": { folder: "run", args: ["", "main.ts"], says: GOOD },
  "Node 22, which leaves the types out": { folder: "run", args: ["", "main.ts"], node: NODE_22, says: GOOD },
};

it.each(Object.entries(ways))("%s", async (_name, way) => {
  const ended = await run(way);
  expect(outcome(ended)).toBe("exit 0");
  expect(ended.stdout + ended.stderr).toMatch(way.says);
});

it("Jest shows what it expected of an outcome and what it received", async () => {
  const { stderr } = await run({ folder: "failing", args: JEST_RUN, says: TESTS });
  expect(stderr).toMatch(/Tests: +3 failed, 1 passed/);
  expect(stderr).not.toContain("TypeError");
  expect(stderr.match(/^ +- +"status": "failed",\n +\+ +"status": "succeeded",$/gm)).toHaveLength(3);
});
