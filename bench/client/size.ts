import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type Plugin, build } from "esbuild";
import type { Row } from "../src/row.ts";

/** What a backend imports to send messages, handle every outcome and survive a crash. */
const SENDER = `export {
  createClient, InvalidRequestError, OutcomeError, prepare, SignatureError, unwrap,
} from "@miniprogram-messages/client";`;

/** Leaves what loads with `import()` outside, as bundlers that split do. */
const withoutLater: Plugin = {
  name: "without-later",
  setup: (bundle) => {
    bundle.onResolve({ filter: /^\./ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined,
    );
  },
};

const bytesOf = async (contents: string, plugins: Plugin[]): Promise<number> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["node:*"],
    logLevel: "error",
    plugins,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild wrote nothing");
  return gzipSync(file.contents, { level: 9 }).length;
};

/** Bytes, minified by esbuild and gzipped at level 9. */
export interface Size {
  /** Of all that loads at once. */
  readonly entry: number;
  /** Of that and of all that loads when it is needed, in one file. */
  readonly whole: number;
}

/** Bundles a module with all that it imports. */
export const bundledSize = async (contents: string): Promise<Size> => ({
  entry: await bytesOf(contents, [withoutLater]),
  whole: await bytesOf(contents, []),
});

export const senderSize = (): Promise<Size> => bundledSize(SENDER);

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(2)} kB`;

const SIGNATURE = "@miniprogram-messages/signature";
const CLIENT = "@miniprogram-messages/client";

/** What a sender gets for its bytes: files without which the bundle is measured again. */
const FEATURES: Readonly<Record<string, RegExp>> = {
  "openapi-fetch, which makes the typed call": /openapi-fetch\/dist/,
  "checking a request against the spec": /client\/src\/(validate|freeze|generated\/constraints)\.ts$/,
  "options, and the errors that name field, rule and mend": /client\/src\/(options|errors)\.ts$/,
  "reading an answer of any `fetch`, and its headers": /client\/src\/transport\/(receive|response-headers)\.ts$/,
  "signing, verifying and the header":
    /(signature\/src\/(sign|message|header|subtle|bytes)|transport\/(sign|verify))\.ts$/,
  "reading plain keys": /signature\/src\/(keys|plain-key|rsa-strength)\.ts$/,
};

const NAME = /^export (?:abstract |async )?(?:const|class|function) (\w+)/gm;

/** A file with the names of the original, and nothing in them. */
const without = (files: RegExp): Plugin => ({
  name: "without",
  setup: (bundle) => {
    bundle.onLoad({ filter: files }, async ({ path }) => {
      const names = new Set(Array.from((await readFile(path, "utf8")).matchAll(NAME), ([, name]) => name));
      const nothing = [...names].map((name) => `export const ${name} = globalThis.${name};`);
      return { contents: [...nothing, "export default globalThis.nothing;"].join("\n"), loader: "js" };
    });
  },
});

/** The same bundle from its sources, file by file. */
const fromSources: Plugin = {
  name: "from-sources",
  setup: (bundle) => {
    bundle.onResolve({ filter: /^@miniprogram-messages\/(client|signature)$/ }, ({ path }) => ({
      path: fileURLToPath(new URL(`../../packages/${path.split("/")[1]}/src/index.ts`, import.meta.url)),
      sideEffects: false,
    }));
    bundle.onResolve({ filter: /^\..*\.js$/ }, ({ path, resolveDir }) =>
      resolveDir.includes("node_modules")
        ? undefined
        : { path: join(resolveDir, path.replace(/\.js$/, ".ts")), sideEffects: false },
    );
  },
};

const featureRows = async (): Promise<Row[]> => {
  const whole = await bytesOf(SENDER, [withoutLater, fromSources]);
  const sizes = new Map<string, number>();
  for (const [what, files] of Object.entries(FEATURES)) {
    sizes.set(what, whole - (await bytesOf(SENDER, [withoutLater, without(files), fromSources])));
  }
  // They are made of everything else, so it cannot be measured without them.
  const rest = whole - [...sizes.values()].reduce((sum, size) => sum + size, 0);
  sizes.set("attempts, timers, retries, outcomes, events, `prepare`", rest);
  return Array.from(sizes, ([what, size]) => ({
    what: `of it: ${what}`,
    aim: "–",
    measured: kilobytes(size),
    note: `${((size / whole) * 100).toFixed(0)} %`,
  }));
};

/** What is beside it, each bundled alone. */
const PARTS = {
  "`explain`, beside it": `export { explain } from "${CLIENT}/explain"`,
  "`diagnose`, beside it": `export { diagnose } from "${SIGNATURE}"`,
};

const PEERS = {
  "ky (retry and timer, no signature or verification)": 'export { default } from "ky"',
  "openai, a Stainless-made SDK": 'export { default } from "openai"',
};

export const run = async (): Promise<Row[]> => {
  const own = await senderSize();
  const rowOf = (name: string, { entry, whole }: Size): Row => ({
    what: `bundle: ${name}`,
    aim: "–",
    measured: kilobytes(entry),
    note: `${(entry / own.entry).toFixed(2)} ×${whole > entry ? `; ${kilobytes(whole)} with what loads when it is needed` : ""}`,
  });
  const rows: Row[] = [
    {
      what: "bundle of all that a sender needs at once, min+gzip",
      aim: "≤ 7 kB",
      measured: kilobytes(own.entry),
      reached: own.entry <= 7000,
      note: "openapi-fetch stays (ADR 0004), and so do the features below; each row says how much smaller the bundle would be without",
    },
    ...(await featureRows()),
    {
      what: "bundle of the same in one file",
      aim: "–",
      measured: kilobytes(own.whole),
      note: "with what loads when it is needed: keys of rare forms, the names of what is wrong with a key, and of a misspelt option",
    },
  ];
  for (const [name, contents] of Object.entries({ ...PARTS, ...PEERS }))
    rows.push(rowOf(name, await bundledSize(contents)));
  return rows;
};
