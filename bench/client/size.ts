import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
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

/** What is in it, or beside it, each bundled alone. */
const PARTS = {
  "openapi-fetch, in it": 'export { default } from "openapi-fetch"',
  "reading plain keys, in it; of every form, and naming what is none, loaded when needed": `export { importPrivateKey, importPublicKey } from "${SIGNATURE}"`,
  "signing, verifying and the header, in it": `export { sign, verify, formatSignatureHeader, parseSignatureHeader } from "${SIGNATURE}"`,
  "checking a request against the spec, in it": `export { toSendMessage } from "${CLIENT}/migrate"`,
  "`explain`, beside it": `export { explain } from "${CLIENT}/explain"`,
  "`diagnose`, beside it": `export { diagnose } from "${SIGNATURE}"`,
};

const PEERS = {
  "ky (retry and timer, no signature or verification)": 'export { default } from "ky"',
  "openai, a Stainless-made SDK": 'export { default } from "openai"',
};

export const run = async (): Promise<Row[]> => {
  const own = await senderSize();
  const library = await bundledSize('export { default } from "openapi-fetch"');
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
      note: `${kilobytes(own.whole)} with what loads for keys of rare forms and for refused ones; ${kilobytes(library.entry)} would be openapi-fetch alone`,
    },
  ];
  for (const [name, contents] of Object.entries({ ...PARTS, ...PEERS }))
    rows.push(rowOf(name, await bundledSize(contents)));
  return rows;
};
