import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { parse } from "yaml";

const source = dirname(fileURLToPath(import.meta.url));
const target = join(source, "..", "dist", "inbox");
const spec = join(source, "..", "..", "..", "spec");

// The spec stays the one place that holds these texts; the page loads them when a row is opened.
const specTexts = {
  name: "spec-texts",
  setup(builder) {
    builder.onResolve({ filter: /^spec:/ }, ({ path }) => ({ path: path.slice("spec:".length), namespace: "spec" }));
    builder.onLoad({ filter: /^statements$/, namespace: "spec" }, async () => {
      const file = join(spec, "statements.yaml");
      const document = existsSync(file) ? parse(await readFile(file, "utf8")) : [];
      const statements = Array.isArray(document) ? document : (document.statements ?? []);
      const contents = Object.fromEntries(statements.map(({ id, quote }) => [id, quote]));
      return { contents: JSON.stringify(contents), loader: "json", watchFiles: [file] };
    });
    builder.onLoad({ filter: /^examples\//, namespace: "spec" }, async ({ path }) => ({
      contents: await readFile(join(spec, path), "utf8"),
      loader: "json",
    }));
  },
};

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });

const { metafile } = await build({
  absWorkingDir: source,
  entryPoints: { inbox: "src/main.tsx" },
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

const entry = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === "src/main.tsx");
if (entry === undefined) throw new Error("esbuild wrote no entry for inbox/src/main.tsx");
const [script, { cssBundle }] = entry;
if (cssBundle === undefined) throw new Error("esbuild wrote no style sheet: inbox/src/main.tsx imports none");

const address = (output) => `./${relative(target, join(source, output))}`;
const page = (await readFile(join(source, "index.html"), "utf8"))
  .replace("%SCRIPT%", address(script))
  .replace("%STYLE%", address(cssBundle));
await writeFile(join(target, "index.html"), page);
