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

const SIGNATURE = "@miniprogram-messages/signature";
const CLIENT = "@miniprogram-messages/client";

/** What is in it, or beside it, each bundled alone. */
const PARTS = {
  "openapi-fetch, in it": 'export { default } from "openapi-fetch"',
  "reading keys of every form, and naming what is none, in it": `export { importPrivateKey, importPublicKey } from "${SIGNATURE}"`,
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
  const rows: Row[] = [
    {
      what: "bundle of all that a sender needs, min+gzip",
      aim: "≤ 7 kB",
      measured: kilobytes(own),
      reached: own <= 7000,
      note: `${kilobytes(library)} of it would be openapi-fetch, bundled alone`,
    },
  ];
  for (const [name, contents] of Object.entries(PARTS)) {
    const size = await bundledSize(contents);
    rows.push({ what: `bundle: ${name}`, aim: "–", measured: kilobytes(size), note: `${(size / own).toFixed(2)} ×` });
  }
  for (const [name, contents] of Object.entries(PEERS)) {
    const size = await bundledSize(contents);
    rows.push({ what: `bundle of ${name}`, aim: "–", measured: kilobytes(size), note: `${(size / own).toFixed(2)} ×` });
  }
  return rows;
};
