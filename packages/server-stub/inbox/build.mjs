import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { parse } from "yaml";
import { keepAccount } from "../scripts/bundled.mjs";

const source = dirname(fileURLToPath(import.meta.url));
const target = join(source, "..", "dist", "inbox");
const spec = join(source, "..", "..", "..", "spec");

const lastSegment = (pointer) => pointer.slice(pointer.lastIndexOf("/") + 1);

const readYaml = async (path) => parse(await readFile(path, "utf8"));

/** The request samples of every operation: `externalValue` is relative to the file of its path. */
const requestSamples = async () => {
  const { paths } = await readYaml(join(spec, "openapi.yaml"));
  const samples = [];
  for (const { $ref } of Object.values(paths)) {
    const file = join(spec, $ref);
    const { post } = await readYaml(file);
    for (const { summary, externalValue } of Object.values(post.requestBody.content["application/json"].examples)) {
      const body = JSON.parse(await readFile(join(dirname(file), externalValue), "utf8"));
      samples.push({ operation: post.operationId, summary, body });
    }
  }
  return samples;
};

// The spec stays the one place that holds these texts; the page loads them when a row is opened.
const specTexts = {
  name: "spec-texts",
  setup(builder) {
    builder.onResolve({ filter: /^spec:/ }, ({ path }) => ({ path: path.slice("spec:".length), namespace: "spec" }));
    builder.onLoad({ filter: /^statements$/, namespace: "spec" }, async () => {
      const { statements } = parse(await readFile(join(spec, "statements.yaml"), "utf8"));
      const contents = statements.map(({ id, page, quote, operation, field, enforcedBy }) => ({
        id,
        page,
        quote,
        operation,
        field: field?.replace(/^request\./, ""),
        keywords: enforcedBy.flatMap(({ schema }) => (schema === undefined ? [] : [lastSegment(schema)])),
      }));
      return { contents: JSON.stringify(contents), loader: "json" };
    });
    builder.onLoad({ filter: /^samples$/, namespace: "spec" }, async () => ({
      contents: JSON.stringify(await requestSamples()),
      loader: "json",
    }));
  },
};

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });

const { metafile } = await build({
  absWorkingDir: source,
  entryPoints: { inbox: "src/main.tsx", events: "src/stream/worker.ts" },
  outdir: target,
  entryNames: "assets/[name]-[hash]",
  chunkNames: "assets/[name]-[hash]",
  assetNames: "assets/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome109", "firefox115", "safari16.4"],
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: true,
  sourcemap: false,
  legalComments: "none",
  metafile: true,
  charset: "utf8",
  plugins: [specTexts],
  logLevel: "warning",
});

keepAccount("inbox", source, [metafile]);

const outputOf = (source_) => {
  const entry = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === source_);
  if (entry === undefined) throw new Error(`esbuild wrote no entry for inbox/${source_}`);
  return entry;
};
const [script, { cssBundle }] = outputOf("src/main.tsx");
const [worker] = outputOf("src/stream/worker.ts");
if (cssBundle === undefined) throw new Error("esbuild wrote no style sheet: inbox/src/main.tsx imports none");

// esbuild writes a file for every `import()`, also for one in code that it has left out: that file nobody loads.
const loaded = new Set([script, worker, cssBundle]);
for (const output of loaded) for (const { path } of metafile.outputs[output].imports) loaded.add(path);
for (const output of Object.keys(metafile.outputs)) if (!loaded.has(output)) await rm(join(source, output));

const address = (output) => `./${relative(target, join(source, output))}`;
const page = (await readFile(join(source, "index.html"), "utf8"))
  .replace("%SCRIPT%", address(script))
  .replace("%STYLE%", address(cssBundle))
  .replace("%WORKER%", address(worker));
await writeFile(join(target, "index.html"), page);
