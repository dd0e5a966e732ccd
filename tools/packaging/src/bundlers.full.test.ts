// Other people's bundlers on a service with the stub in it, minified where they can, and its bundle far away from any package; and on a
// sender for browsers. The registry has to be within reach.
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { command, here, outcome } from "./command.js";
import { type NpmProject, npmProject } from "./npm-project.js";

const TOOLS = [
  "esbuild@0.28.2",
  "webpack@5.113.0",
  "rollup@4.68.8",
  "@rollup/plugin-node-resolve@16.0.3",
  "@rollup/plugin-commonjs@29.0.3",
  "vite@8.3.8",
];

const MAIN = `import { pages, service } from "./service.mjs";
const main = async () => {
  const stores = [await service(), await service("sqlite:" + process.argv[2])];
  console.log(JSON.stringify({ stores, pages: await pages() }));
};
void main();`;

const SENDER = `import { createClient } from "@miniprogram-messages/client";
globalThis.sent = createClient({ fetch: async () => new Response("{}"), maxRetries: 0 }).sendMessage({});`;

const CONFIGS = {
  "webpack.mjs": `import webpack from "webpack";
const output = { path: process.cwd() + "/out/webpack", filename: "main.cjs" };
webpack(
  { mode: "production", target: "node22", entry: "./main.mjs", output },
  (error, stats) => {
    if (error || stats.hasErrors()) throw error ?? new Error(stats.toString());
    for (const { message } of stats.toJson().warnings) if (!/pg-native/.test(message)) throw new Error(message);
  },
);`,
  "rollup.config.mjs": `import { nodeResolve } from "@rollup/plugin-node-resolve";
import commonjs from "@rollup/plugin-commonjs";
const plugins = [nodeResolve({ preferBuiltins: true, exportConditions: ["node"] }), commonjs()];
export default [["es", "mjs"], ["cjs", "cjs"]].map(([format, ending]) => ({
  input: "main.mjs",
  external: /^node:/,
  plugins,
  output: { dir: "out/rollup-" + format, format, entryFileNames: "main." + ending, chunkFileNames: "[hash]." + ending },
}));`,
  "vite.config.mjs": `export default { build: { ssr: "main.mjs", outDir: "out/vite" }, ssr: { noExternal: true }, logLevel: "warn" };`,
  "vite.browser.mjs": `export default {
  logLevel: "warn",
  build: { outDir: "out/browser", lib: { entry: "sender.mjs", formats: ["es"], fileName: "sender" } },
};`,
};

let project: NpmProject;
let afar = "";

beforeAll(async () => {
  const packages = ["signature", "client", "server-stub"] as const;
  project = await npmProject({ packages, tools: TOOLS, manifest: { type: "module" } });
  afar = await mkdtemp(join(await realpath(tmpdir()), "bundle-"));
  const service = stripTypeScriptTypes(await readFile(here("consumers/service.ts"), "utf8"));
  const files = { ...CONFIGS, "main.mjs": MAIN, "sender.mjs": SENDER, "service.mjs": service };
  for (const [name, text] of Object.entries(files)) await writeFile(join(project.folder, name), text);
});

afterAll(async () => {
  await project.remove();
  await rm(afar, { recursive: true, force: true });
});

/** esbuild without its launcher, which a package's script would have put in place. */
const esbuild = (...args: readonly string[]) =>
  project.run("node_modules/esbuild/bin/esbuild", "--bundle", "--log-level=warning", ...args);

const forNode = (format: string, ending: string, ...args: readonly string[]) =>
  esbuild(
    join(project.folder, "main.mjs"),
    "--platform=node",
    `--format=${format}`,
    ...args,
    `--outfile=${join(project.folder, `out/esbuild-${format}/main.${ending}`)}`,
  );

const inProject = (program: string, ...args: readonly string[]) =>
  command(process.execPath, [join(project.folder, program), ...args], { cwd: project.folder });

const SENT = {
  status: "succeeded",
  attempts: 1,
  kept: 1,
  refused: "InvalidRequestError",
  illegal: "StubError",
  explained: "F",
};

describe("a service with the stub in it, bundled by", () => {
  it.each([
    ["esbuild as a module, minified", "esbuild-esm", "mjs", () => forNode("esm", "mjs", "--minify")],
    ["esbuild as CommonJS, minified", "esbuild-cjs", "cjs", () => forNode("cjs", "cjs", "--minify")],
    ["webpack, minified", "webpack", "cjs", () => inProject("webpack.mjs")],
    ["Vite for a server", "vite", "js", () => inProject("node_modules/vite/bin/vite.js", "build")],
  ])("%s, works with no package in sight", async (_name, folder, ending, bundle) => {
    expect(outcome(await bundle())).toBe("exit 0");
    await works(folder, ending);
  });

  it("Rollup, as a module and as CommonJS, works with no package in sight", async () => {
    expect(outcome(await inProject("node_modules/rollup/dist/bin/rollup", "-c", "--silent"))).toBe("exit 0");
    await works("rollup-es", "mjs");
    await works("rollup-cjs", "cjs");
  });
});

/** Where the packages are, pages are found; webpack remembers where they were. */
async function works(folder: string, ending: string): Promise<void> {
  const docs = folder.startsWith("webpack") ? 200 : 404;
  const place = join(afar, folder);
  await cp(join(project.folder, "out", folder), place, { recursive: true });
  if (ending === "js") await writeFile(join(place, "package.json"), '{ "type": "module" }');
  const main = join(place, `main.${ending}`);
  const ended = await command(process.execPath, [main, join(place, "stub.db")], { cwd: place });
  expect(outcome(ended)).toBe("exit 0");
  expect(ended.stderr).toBe("");
  const { stores, pages } = JSON.parse(ended.stdout);
  expect(stores.map((text: string) => JSON.parse(text))).toEqual([SENT, SENT]);
  expect(pages).toMatchObject({ yaml: 200, docs });
}

it("a sender for browsers, bundled by Vite, has nothing of Node's in it and refuses what is illegal", async () => {
  expect(outcome(await inProject("node_modules/vite/bin/vite.js", "build", "-c", "vite.browser.mjs"))).toBe("exit 0");
  const text = await readFile(join(project.folder, "out/browser/sender.js"), "utf8");
  expect(text).not.toMatch(/\brequire\(|from "node:/);
  const run = `await import("./out/browser/sender.js"); await globalThis.sent.catch((error) => console.log(error.code));`;
  const ended = await command(process.execPath, ["--input-type=module", "-e", run], { cwd: project.folder });
  expect(outcome(ended)).toBe("exit 0");
  expect(ended.stdout).toBe("INVALID_REQUEST\n");
});

it("import and require() in one bundle share their classes", async () => {
  const code = `import { StubError } from "@miniprogram-messages/server-stub";
import { InvalidRequestError } from "@miniprogram-messages/client";
import other from "./other.cjs";
console.log(StubError === other.StubError, InvalidRequestError === other.InvalidRequestError);`;
  const other = `module.exports = { ...require("@miniprogram-messages/server-stub"), ...require("@miniprogram-messages/client") };`;
  await writeFile(join(project.folder, "halves.mjs"), code);
  await writeFile(join(project.folder, "other.cjs"), other);
  const outfile = join(project.folder, "out/halves.mjs");
  const bundled = await esbuild(
    join(project.folder, "halves.mjs"),
    "--platform=node",
    "--format=esm",
    `--outfile=${outfile}`,
  );
  expect(outcome(bundled)).toBe("exit 0");
  expect((await command(process.execPath, [outfile], { cwd: project.folder })).stdout).toBe("true true\n");
});
