import { execFile } from "node:child_process";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { parseSignatureHeader, verify } from "@miniprogram-messages/signature";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAIL, SUCCESS } from "./answers.js";
import { makeKeys, toBase64 } from "./keys.js";
import { type ScriptedServer, type Step, signedHeaders, startScriptedServer } from "./scripted-server.js";

const run = promisify(execFile);
const root = new URL("../", import.meta.url);
// Inside the package, so that the snippets find it by its name, as its users do.
const folder = new URL("reports/readme/", root);

/** What the README calls "go on from here". */
const PRELUDE = `
import { createClient as makeClient, type SendMessageRequest } from "@miniprogram-messages/client";
const client = makeClient({
  baseUrl: process.env["PLATFORM_URL"],
  clientId: process.env["CLIENT_ID"],
  privateKey: process.env["PRIVATE_KEY"],
  platformPublicKey: process.env["PLATFORM_KEY"],
});
const request: SendMessageRequest = {
  appId: "P1", accessToken: "t", authClientId: "m", customerBelongsTo: "GCASH", requestId: "r", templateCode: "T",
  templates: [{ language: "en-US", templateParameters: { customContent: "Thank you" } }],
};
void client;
void request;
`;

/** The stub is built after the client; what its own snippet shows of it is stood in for. */
const STUB = new URL("node_modules/@miniprogram-messages/server-stub/", folder);
const STAND_IN = {
  "package.json": JSON.stringify({ name: "@miniprogram-messages/server-stub", type: "module", exports: "./index.js" }),
  "index.js": `export const createStub = () => ({ fetch: async () => new Response('${SUCCESS}'), close: async () => {} });`,
  "index.d.ts": `export declare const createStub: (options: { store: "memory" }) => {
    readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
    readonly close: () => Promise<void>;
  };`,
};

const readme = await readFile(new URL("README.md", root), "utf8");
interface Snippet {
  readonly name: string;
  readonly code: string;
}

const snippets: Snippet[] = [];
let heading = "";
for (const [, title, code] of readme.matchAll(/^## (.+)$|^```ts\n([\s\S]+?)^```$/gm)) {
  heading = title ?? heading;
  if (code) snippets.push({ name: `${snippets.length + 1}, ${heading}`, code });
}

/** The `@example`s of the source: they are compiled, the README is run. */
const examplesOfSource = async (): Promise<string[]> => {
  const files = await readdir(new URL("src/", root));
  const sources = files.filter((file) => file.endsWith(".ts") && !file.includes(".test"));
  const texts = await Promise.all(sources.map((file) => readFile(new URL(`src/${file}`, root), "utf8")));
  return texts.flatMap((text) =>
    Array.from(text.matchAll(/@example\n \* ```ts\n([\s\S]+?) \* ```/g), ([, code = ""]) =>
      code.replaceAll(/^ \* ?/gm, ""),
    ),
  );
};

let server: ScriptedServer;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const [merchant, platform] = await Promise.all([makeKeys(), makeKeys()]);
  const platformStep: Step = async (response, { url, headers, body }) => {
    const { signature = "" } = parseSignatureHeader(String(headers["signature"])) ?? {};
    const clientId = String(headers["client-id"]);
    const message = { method: "POST", uri: url, clientId, time: String(headers["request-time"]), body };
    if (await verify(message, signature, merchant.publicKey)) {
      response.writeHead(200, { ...(await signedHeaders(SUCCESS, url, clientId, platform.privateKey)) }).end(SUCCESS);
    } else {
      response.writeHead(200).end(FAIL);
    }
  };
  server = await startScriptedServer(platformStep);
  env = {
    ...process.env,
    NO_COLOR: "1",
    NO_PROXY: "127.0.0.1",
    no_proxy: "127.0.0.1",
    PLATFORM_URL: `${server.url}/api/open`,
    CLIENT_ID: "CLIENT_1",
    PRIVATE_KEY: await toBase64(merchant.privateKey),
    PLATFORM_KEY: await toBase64(platform.publicKey),
  };
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const compilerOptions = { noEmit: true, types: ["node"] };
  await writeFile(
    new URL("tsconfig.json", folder),
    JSON.stringify({ extends: "../../../../tsconfig.base.json", compilerOptions, include: ["*.ts"] }),
  );
  const prefixed = snippets.map(({ code }) => (code.includes("const client =") ? code : PRELUDE + code));
  const examples = await examplesOfSource();
  await Promise.all(prefixed.map((code, index) => writeFile(fileOf(index), code)));
  await Promise.all(examples.map((code, index) => writeFile(new URL(`example-${index + 1}.ts`, folder), code)));
  await mkdir(STUB, { recursive: true });
  await Promise.all(Object.entries(STAND_IN).map(([name, text]) => writeFile(new URL(name, STUB), text)));
});

afterAll(() => server.close());

const fileOf = (index: number): URL => new URL(`snippet-${index + 1}.ts`, folder);

describe("the README", () => {
  it("has snippets", () => {
    expect(snippets.length).toBeGreaterThan(8);
  });

  it("signs its first call within fifteen lines of code", () => {
    const [first] = snippets;
    expect(first?.code.trim().split("\n").filter(Boolean).length).toBeLessThanOrEqual(15);
  });

  it.each(snippets.map(({ name, code }, index) => [name, code, index] as const))(
    "snippet %s prints what it says",
    async (_, code, index) => {
      const { stdout } = await run(
        process.execPath,
        ["--disable-warning=ExperimentalWarning", fileOf(index).pathname],
        { env },
      );
      const expected = Array.from(code.matchAll(/\/\/ prints (.+)$/gm), ([, text]) => text);
      expect(stdout.trim().split("\n")).toEqual(expected);
    },
  );

  it("compiles under the strictest options, and so do the examples of the source", async () => {
    expect((await examplesOfSource()).length).toBe(5);
    const tsc = new URL("../../node_modules/typescript/bin/tsc", root).pathname;
    const { stdout } = await run(process.execPath, [tsc, "-p", folder.pathname]).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe("");
  });
});
