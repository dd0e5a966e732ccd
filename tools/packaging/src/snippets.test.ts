import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { command, here, outcome, tool } from "./command.js";
import { makeConsumer } from "./consumer.js";

const key = (name: string): Promise<string> =>
  readFile(here(`../../packages/signature/fixtures/keys/${name}.pem`), "utf8");

/** The blocks of a page, or of the TSDoc in a declaration. */
const snippetsOf = (text: string): string[] =>
  [...text.replaceAll(/^ *\* ?/gm, "").matchAll(/^```ts\n(.*?)^```/gms)].map(([, code = ""]) => code);

/** What a snippet says that it prints: the comment behind each `console.log`. */
const promised = (code: string): string[] =>
  [...code.matchAll(/^\s*console\.log\(.*\); \/\/ (.+)$/gm)].map(([, text = ""]) => text);

it("signature: every snippet of README and TSDoc compiles, runs and prints what it says", async () => {
  const folder = await makeConsumer({ packages: ["signature"] });
  const home = join(folder, "node_modules/@miniprogram-messages/signature");
  const pages = (await readdir(home, { recursive: true })).filter((file) => /(README\.md|\.d\.ts)$/.test(file));
  const texts = await Promise.all(pages.map((page) => readFile(join(home, page), "utf8")));
  const snippets = texts.flatMap((text) => snippetsOf(text));
  expect(snippets.length).toBeGreaterThanOrEqual(4);

  const files = Object.fromEntries(snippets.map((code, index) => [`snippet-${index}.ts`, code]));
  const options = {
    module: "nodenext",
    target: "es2023",
    lib: ["es2023"],
    types: ["node"],
    strict: true,
    noEmit: true,
  };
  const settings = { compilerOptions: options, files: Object.keys(files) };
  const project = await makeConsumer({
    packages: ["signature"],
    own: ["@types/node"],
    files: { ...files, "tsconfig.json": JSON.stringify(settings) },
  });
  expect(outcome(await command(tool("tsc"), ["-p", "."], { cwd: project }))).toBe("exit 0");

  const env = {
    MERCHANT_PRIVATE_KEY: await key("merchant.pkcs8"),
    MERCHANT_PUBLIC_KEY: await key("merchant.spki"),
    PLATFORM_PUBLIC_KEY: await key("platform.spki"),
  };
  for (const [file, code] of Object.entries(files)) {
    const ended = await command(process.execPath, [file], { cwd: project, env });
    expect(outcome(ended)).toBe("exit 0");
    expect(promised(code)).not.toEqual([]);
    expect(ended.stdout.trimEnd().split("\n")).toEqual(promised(code));
  }
});
