// Run after `tsc` has written the declarations: the library for `require` and `import`, with one set of classes (ADR 0020),
// and the command. What loads at once is bundled (ADR 0026); drivers and whatever few need stay dependencies.
import { readFile, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { keepAccount } from "./bundled.mjs";
import { copyDeclarations } from "../../../tools/bundle/src/declarations.ts";
import { writeWrapper } from "../../../tools/bundle/src/wrapper.ts";

const manifest = JSON.parse(await readFile("package.json", "utf8"));

/** The messages of zod's schemas in forty languages, a quarter of the bundle: the stub has words of its own. */
const englishAlone = {
  name: "english-alone",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.(js|cjs)$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    }));
  },
};

const shared = {
  plugins: [englishAlone],
  inject: ["scripts/text-decoder.mjs"],
  bundle: true,
  platform: "node",
  target: "node22.13",
  external: Object.keys(manifest.dependencies),
  logLevel: "warning",
  metafile: true,
  // Names stay, since stacks are read; the rest is what an import has to read.
  minifySyntax: true,
  minifyWhitespace: true,
};

/** An old Node would stumble over syntax or modules that it lacks; it gets a sentence. */
const NODE_CHECK = `"use strict";
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 13))
  throw new Error("server-stub needs Node 22.13 or newer; this is " + process.versions.node);
const importMetaUrl = require("node:url").pathToFileURL(__filename).href;`;

const library = await build({
  ...shared,
  entryPoints: ["src/index.ts"],
  outfile: "dist/index.cjs",
  format: "cjs",
  banner: { js: NODE_CHECK },
  define: { "import.meta.url": "importMetaUrl" },
  // Jest's default mode has no import().
  supported: { "dynamic-import": false },
});
const asModule = await build({ ...shared, entryPoints: ["src/index.ts"], outdir: "dist", format: "esm", write: false });
await writeWrapper("index", asModule.metafile.outputs["dist/index.js"].exports, "index.js");

const command = await build({
  ...shared,
  entryPoints: ["src/cli.ts"],
  outdir: "dist",
  format: "esm",
  splitting: true,
  chunkNames: "shared-[hash]",
  // Bundled CommonJS calls for what Node has built in.
  banner: {
    js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
  },
});

await dropUnreachable(["index.d.ts", "cli.d.ts"]);
await copyDeclarations("dist");
keepAccount("stub", process.cwd(), [library.metafile, command.metafile]);

/** Declarations that no entry leads to would ask users for the libraries that are bundled. */
async function dropUnreachable(entries) {
  const reached = new Set();
  const queue = entries.map((entry) => join("dist", entry));
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const text = await readFile(file, "utf8");
    for (const [, path] of text.matchAll(/(?:\bfrom|\bimport)\s*\(?"(\.[^"]+)\.js"/g))
      queue.push(join(dirname(file), `${path}.d.ts`));
  }
  for (const name of await readdir("dist", { recursive: true })) {
    if (name.endsWith(".d.ts") && !reached.has(join("dist", name))) await rm(join("dist", name));
  }
}
