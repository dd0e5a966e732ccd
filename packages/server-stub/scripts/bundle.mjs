// Run after `tsc` has written the declarations: the library for `require` and `import`, with one set of classes (ADR 0020),
// the same for bundlers (ADR 0039), and the command. What loads at once is bundled (ADR 0026); drivers and whatever few need stay dependencies.
import { readFile, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { keepAccount } from "./bundled.mjs";
import { LINE_LIMIT, writeParts } from "./parts.mjs";
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

/** Schemas are asked for verdicts alone: none is compiled, made from a JSON Schema, turned into one, or into a document. */
const UNASKED =
  /[\\/]zod[\\/]v4[\\/](?:core[\\/](?:compile|json-schema-processors|json-schema-generator|to-json-schema)|classic[\\/](?:from-json-schema|deep-partial|in-out))\.js$/;

const NAMES = /^export (?:async )?(?:function\*?|const|let|class) (\w+)/gm;

/** What a third of zod is for; what is imported of it is there, and does nothing. */
const verdictsAlone = {
  name: "verdicts-alone",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: UNASKED }, async ({ path }) => {
      const names = Array.from((await readFile(path, "utf8")).matchAll(NAMES), ([, name]) => name);
      return { contents: names.map((name) => `export function ${name}() {}`).join("\n") };
    });
    onResolve({ filter: /^@asteasolutions\/zod-to-openapi$/ }, () => ({
      path: fileURLToPath(new URL("without-documents.mjs", import.meta.url)),
    }));
  },
};

/** The build of yaml for Node is CommonJS that asks for what Node has built in, which no module in a bundle can. */
const yamlAsModule = {
  name: "yaml-as-module",
  setup({ onResolve }) {
    onResolve({ filter: /^yaml$/ }, () => ({
      path: fileURLToPath(import.meta.resolve("yaml/package.json").replace("package.json", "browser/index.js")),
    }));
  },
};

const shared = {
  plugins: [englishAlone, verdictsAlone],
  inject: ["scripts/text-decoder.mjs"],
  bundle: true,
  platform: "node",
  target: "node22.13",
  external: Object.keys(manifest.dependencies),
  logLevel: "warning",
  metafile: true,
  define: { STUB_VERSION: JSON.stringify(manifest.version) },
  // Names stay, since stacks are read; the rest is what an import has to read.
  minifySyntax: true,
  minifyWhitespace: true,
};

/** The judge of the option `config` has to answer without a promise, and few ask it: its import is a call of the loader. */
const judgeLater = {
  name: "judge-later",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/start-config\.js$/ }, ({ path }) => ({ path, namespace: "later" }));
    onLoad({ filter: /^/, namespace: "later" }, () => ({
      contents: 'export const readStartConfig = (input) => load("start-config.js").readStartConfig(input);',
    }));
  },
};

const library = await build({
  ...shared,
  plugins: [...shared.plugins, judgeLater],
  entryPoints: ["src/index.ts", "src/stub/start-config.ts"],
  entryNames: "[name]",
  outdir: "dist",
  format: "esm",
  splitting: true,
  define: { ...shared.define, "import.meta.url": "importMetaUrl" },
  write: false,
});

/**
 * A test environment with a DOM (Jest with jsdom or happy-dom) runs its tests in a realm that has no fetch of Node's and other
 * timers: there the library is loaded once more, where Node's own are, and handed in.
 */
const AMONG_NODES_OWN = `
const elsewhere = () => {
  if (typeof window !== "object") return undefined;
  const node = require("node:vm").runInThisContext("globalThis");
  if (node === globalThis) return undefined;
  return node.process.getBuiltinModule("node:module").createRequire(__filename)(__filename);
};`;

const names = await writeParts("index", library, {
  elsewhere: AMONG_NODES_OWN,
  order: ["answering", "service", "own-paths"],
  packages: Object.keys(manifest.dependencies),
});
await writeWrapper("index", names, "index.js");

// The command with the program of its thread (ADR 0048), and the library for bundlers (ADR 0039), which share their chunks.
const modules = await build({
  ...shared,
  plugins: [...shared.plugins, yamlAsModule],
  entryPoints: { cli: "src/cli.ts", module: "src/index.ts", "config-worker": "src/control/config-worker.ts" },
  outdir: "dist",
  format: "esm",
  splitting: true,
  chunkNames: "shared-[hash]",
  lineLimit: LINE_LIMIT,
});

await dropUnreachable(["index.d.ts", "cli.d.ts"]);
await copyDeclarations("dist");
keepAccount("stub", process.cwd(), [library.metafile, modules.metafile]);

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
