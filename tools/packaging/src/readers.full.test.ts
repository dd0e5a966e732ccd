// Every page is read as its readers do: from an empty folder, word by word, on each line of Node that it is for. Only ports and
// the addresses of deployments are changed. The registry has to be within reach.
import { readFile } from "node:fs/promises";
import { createStub } from "@miniprogram-messages/server-stub";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { NODE_22, OLDEST_NODE, here } from "./command.js";
import { type Block, blocksOf } from "./pages.js";
import { Reader, type Surroundings, forget } from "./reader.js";
import { READING, type Step } from "./reading.js";
import { startRegistry } from "./registry.js";

const key = (name: string): Promise<string> =>
  readFile(here(`../../packages/signature/fixtures/keys/${name}.pem`), "utf8");
const publicKey = (await key("merchant.spki")).replaceAll(/-----.*-----|\s/g, "");

/** A stub that takes everything, and one that stands for a deployment: its clients have to sign. */
const open = createStub();
const deployment = createStub({
  config: {
    clients: ["CLIENT_1", "YOUR_CLIENT", "202016726873874774774xxxx"].map((clientId) => ({
      clientId,
      keys: [{ keyVersion: "1", publicKey }],
    })),
    policies: { signature: "required" },
  },
});
let registry: Awaited<ReturnType<typeof startRegistry>>;
let around: Surroundings;

beforeAll(async () => {
  const tarballs = Object.values(inject("tarballs"));
  registry = await startRegistry(tarballs);
  const { url } = await deployment.listen();
  const platform: { publicKey: string } = JSON.parse(await (await fetch(`${url}/_stub/platform-key`)).text());
  const addresses = {
    "https://staging.example": url,
    "https://open.example.com": url,
    "http://127.0.0.1:4010": (await open.listen()).url,
  };
  const files = { "key.pem": await key("merchant.pkcs8"), "platform.pem": platform.publicKey };
  const env = {
    PLATFORM_URL: `${url}/api/open`,
    CLIENT_ID: "CLIENT_1",
    PRIVATE_KEY: files["key.pem"],
    PLATFORM_KEY: platform.publicKey,
    MERCHANT_PRIVATE_KEY: files["key.pem"],
    MERCHANT_PUBLIC_KEY: publicKey,
    PLATFORM_PUBLIC_KEY: platform.publicKey,
  };
  around = { setting: registry.setting, tarballs, addresses, files, env };
});

afterAll(async () => {
  registry.close();
  await open.close();
  await deployment.close();
  await forget();
});

const PROMISE = /^\s*(?:if \(\w+\) )?console\.log\(.*\); \/\/ (?:prints )?(.+)$/gm;

/** What a program says that it prints; ids differ from run to run. */
const promised = (code: string): string[] =>
  [...code.matchAll(PROMISE)].map(([, text = ""]) => text.replace(/\bmessage-1$/, "<id>"));
const withoutIds = (printed: string): string => printed.replaceAll(/\b20\d{15}\w+$/gm, "<id>");

/** "The snippets below go on from here": the client of the first one, and the request that it sends. */
const before = (code: string): string =>
  code
    .slice(0, code.indexOf("console.log"))
    .replace("const client", "export const client")
    .replace(/const outcome = await client\.sendMessage\(([^]*)\);/, "export const request = $1;");

const narrow = (text: string, { narrowed }: Step): string =>
  narrowed === undefined
    ? text
    : text
        .replaceAll(/\\\n\s*/g, " ")
        .replaceAll("'laws/*'", "'laws/replay*'")
        .replaceAll(/^(npx \S+contract-tests (?:(?!--only).)*)$/gm, `$1 ${narrowed}`);

const readBlock = async (reader: Reader, step: Step, block: Block, first: string): Promise<void> => {
  if (step.typed) {
    const printed = await reader.typeBlock(narrow(block.text, step));
    if (step.prints !== undefined) expect(printed).toMatch(step.prints);
  }
  if (step.saved === undefined || step.runs === undefined) return;
  const isSnippet = step.saved.startsWith("snippet-");
  if (isSnippet) {
    const goesOn =
      block.text !== first && first.includes("const client") ? 'import { client, request } from "./before.mjs";\n' : "";
    if (goesOn !== "") await reader.saveStripped("before.mjs", before(first));
    await reader.saveStripped(step.saved.replace(".ts", ".mjs"), goesOn + block.text);
  } else {
    await reader.save(step.saved, block.text);
  }
  const printed = await reader.type(step.runs);
  if (step.prints !== undefined) expect(printed).toMatch(step.prints);
  if (isSnippet) expect(withoutIds(printed).split("\n")).toEqual(promised(block.text));
};

const NODES = { 20: OLDEST_NODE, 22: NODE_22, 24: process.execPath };
const readings = Object.entries(READING).flatMap(([page, { oldest }]) =>
  Object.entries(NODES).flatMap(([line, node]) =>
    oldest === undefined || line < oldest ? [] : [{ page, line, node }],
  ),
);

const readPage = async (reader: Reader, page: string, line: string): Promise<void> => {
  const { steps, installed } = READING[page] ?? { steps: [] };
  const blocks = blocksOf(page);
  const first = blocks.find(({ language }) => language === "ts")?.text ?? "";
  const pairs = steps.flatMap((step, index) => (blocks[index] === undefined ? [] : [{ step, block: blocks[index] }]));
  for (const { step, block } of pairs) {
    if (step.saved !== undefined && step.runs === undefined) await reader.save(step.saved, block.text);
  }
  if (installed !== undefined) await reader.type(installed);
  for (const { step, block } of pairs) {
    // The stub inside a program needs a Node that it runs on.
    const isTooNew = line === "20" && /from "@miniprogram-messages\/(?:server-stub|contract-tests)"/.test(block.text);
    if (!isTooNew) await readBlock(reader, step, block, first);
  }
};

describe("a reader of", () => {
  it.each(readings)("$page, on Node $line", async ({ page, line, node }) => {
    const reader = await Reader.begin({ node, serverNode: line === "20" ? process.execPath : node }, around);
    try {
      await readPage(reader, page, line);
      const offered = (await reader.uncommitted()).filter((file) => /^\.server-stub|^demo\//.test(file));
      expect(offered).toEqual([]);
    } finally {
      await reader.end();
    }
  });
});
