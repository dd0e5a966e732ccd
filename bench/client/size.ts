import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Row } from "../src/row.ts";

/** What a backend imports to send messages, handle every outcome and survive a crash. */
const SENDER = `export {
  createClient, InvalidRequestError, OutcomeError, prepare, SignatureError, unwrap,
} from "@miniprogram-messages/client";`;

/** Bytes of a module with all that it imports, minified by esbuild and gzipped at level 9. */
export const bundledSize = async (contents: string): Promise<number> => {
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
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild wrote nothing");
  return gzipSync(file.contents, { level: 9 }).length;
};

export const senderSize = (): Promise<number> => bundledSize(SENDER);

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(2)} kB`;

const PEERS = {
  "openapi-fetch alone (no signature, retry, timer or verification)": 'export { default } from "openapi-fetch"',
  "ky (retry and timer, no signature or verification)": 'export { default } from "ky"',
  "openai, a Stainless-made SDK": 'export { default } from "openai"',
};

export const run = async (): Promise<Row[]> => {
  const own = await senderSize();
  const library = await bundledSize('export { default } from "openapi-fetch"');
  const rows: Row[] = [
    {
      what: "bundle of all that a sender needs, min+gzip",
      aim: "≤ 6 kB",
      measured: kilobytes(own),
      reached: own <= 6000,
      note: `${kilobytes(library)} of it would be openapi-fetch, bundled alone`,
    },
  ];
  for (const [name, contents] of Object.entries(PEERS)) {
    const size = await bundledSize(contents);
    rows.push({ what: `bundle of ${name}`, aim: "–", measured: kilobytes(size), note: `${(size / own).toFixed(2)} ×` });
  }
  return rows;
};
