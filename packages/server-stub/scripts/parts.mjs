// The library as CommonJS in parts, each loaded by its first use (ADR 0036). esbuild splits modules alone, so its chunks are
// turned into functions here, and the functions are put into one file for each part.
import { appendFile, mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

/** Characters. Node prints the whole line of an uncaught error before its message. */
export const LINE_LIMIT = 160;

/** Here, since the manifest beside it says how a default import of CommonJS is to be read. */
const CHUNKS = "dist/chunks";

/** Chunks import each other by these names. */
const nameOf = (path) => basename(path);

/** An import, on however many lines, becomes a call of the loader. What is loaded later is a module already. */
const LATER = /__toESM\(\s*require\(\s*"\.\/([\w.-]+)"\s*\)(?:,\s*1)?\s*\)/g;
const NOW = /\brequire\(\s*"(?:\.\/)?([\w@/.-]+)"\s*\)/g;

const toCommonJs = async (names, packages) => {
  const isLoaded = (name) => names.includes(name) || packages.includes(name);
  const { outputFiles } = await build({
    platform: "node",
    target: "node22.13",
    minifyWhitespace: true,
    lineLimit: LINE_LIMIT,
    entryPoints: names.map((name) => join(CHUNKS, name)),
    outdir: CHUNKS,
    write: false,
    format: "cjs",
    // Jest's default mode has no import().
    supported: { "dynamic-import": false },
  });
  return new Map(
    outputFiles.map(({ path, text }) => [
      nameOf(path),
      text
        .replace(/^"use strict";/, "")
        .replaceAll(LATER, (_, name) => `load("${name}")`)
        .replaceAll(NOW, (call, name) => (isLoaded(name) ? `load("${name}")` : call)),
    ]),
  );
};

/** Every chunk that is needed at once with a chunk. */
const closureOf = (outputs, name, found = new Set()) => {
  if (found.has(name)) return found;
  found.add(name);
  for (const { path, kind, external } of outputs.get(name).imports) {
    if (kind === "import-statement" && external !== true) closureOf(outputs, nameOf(path), found);
  }
  return found;
};

/** A part is called after what is loaded: a file of ours, or a package. */
const partOf = (entryPoint) => {
  const [, library] = /^.*node_modules\/(?:@[^/]+\/)?([^/]+)\//.exec(entryPoint) ?? [];
  return `part-${library ?? basename(entryPoint, ".ts")}.cjs`;
};

const META_URL = 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;\n';

/** One function for each chunk. In parentheses: V8 then compiles it at once, and not a second time when it is called. */
const functionsOf = (names, texts) =>
  names.map((name) => `${JSON.stringify(name)}: (function (module, load) {${texts.get(name)}})`).join(",\n");

const tableOf = (rows) =>
  `{\n${rows.map(([name, file]) => `${JSON.stringify(name)}: () => require("${file}")`).join(",\n")}\n}`;

const loaderOf = (files, packages) => `
const files = ${tableOf([...files].map(([name, file]) => [name, `./${file}`]))};
const packages = ${tableOf(packages.map((name) => [name, name]))};
const loaded = new Map();
function load(name) {
  const known = loaded.get(name);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(name, module);
  try {
    if (packages[name]) module.exports = packages[name]();
    else (here[name] ?? files[name]()[name])(module, load);
  } catch (error) {
    loaded.delete(name);
    throw error;
  }
  return module.exports;
}`;

/** Files, each with the chunks that no file before it has: those that most need come first. */
const partition = (outputs, first, order) => {
  const rank = (file) => (order.includes(file) ? order.indexOf(file) : order.length);
  const entries = [...outputs]
    .filter(([name, { entryPoint }]) => entryPoint !== undefined && name !== first)
    .map(([name, { entryPoint }]) => [name, partOf(entryPoint)])
    .toSorted(([, one], [, other]) => rank(one) - rank(other));
  const parts = new Map();
  const fileOf = new Map();
  for (const [name, file] of [[first, ""], ...entries]) {
    if (parts.has(file)) throw new Error(`two parts would be ${file}: rename one of their modules`);
    const own = [...closureOf(outputs, name)].filter((chunk) => !fileOf.has(chunk));
    for (const chunk of own) fileOf.set(chunk, file);
    parts.set(file, own);
  }
  return { parts, fileOf };
};

/**
 * Writes `dist/<entry>.cjs`, and a file for each part that is loaded later. Every part gets its modules from the loader of the
 * entry that asks, so that classes and state are one also where a test tool has forgotten the modules meanwhile.
 *
 * @param {string} entry file name of the first entry point, without its ending
 * @param {import("esbuild").BuildResult} chunks as modules, not written
 * @param {{ elsewhere: string, order: readonly string[], packages: readonly string[] }} options a function `elsewhere` that may have
 *   the exports already (nothing may return at the top: vite reads files of a workspace as modules), the parts that most
 *   need, and the packages that stay outside
 * @returns {Promise<readonly string[]>} the names that the entry exports
 */
export async function writeParts(entry, { metafile, outputFiles }, { elsewhere, order, packages }) {
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [nameOf(path), output]));
  await mkdir(CHUNKS, { recursive: true });
  for (const { path, text } of outputFiles) await writeFile(join(CHUNKS, nameOf(path)), text);
  const texts = await toCommonJs([...outputs.keys()], packages);
  await rm(CHUNKS, { recursive: true });

  const first = `${entry}.js`;
  const { exports: names } = outputs.get(first);
  const { parts, fileOf } = partition(
    outputs,
    first,
    order.map((part) => `part-${part}.cjs`),
  );
  const write = (file, before, chunks, after) => {
    const functions = functionsOf(chunks, texts);
    const url = functions.includes("importMetaUrl") ? META_URL : "";
    return writeFile(join("dist", file), `${before}\n${url}${after}{\n${functions}\n};\n`);
  };
  for (const [file, chunks] of parts) if (file !== "") await write(file, '"use strict";', chunks, "module.exports = ");
  const later = [...fileOf].filter(([, file]) => file !== "");
  const used = packages.filter((name) => [...texts.values()].some((text) => text.includes(`load("${name}")`)));
  await write(`${entry}.cjs`, `"use strict";${elsewhere}${loaderOf(later, used)}`, parts.get(""), "const here = ");
  // The names again, for whoever looks for them without running it.
  const last = `module.exports = elsewhere() ?? load("${first}");\n0 && (module.exports = { ${names.join(", ")} });\n`;
  await appendFile(join("dist", `${entry}.cjs`), last);
  return names;
}
