// Every fenced block of every guide and of the README is run, or compared with what it quotes.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createStub } from "@miniprogram-messages/server-stub";
import { importPrivateKey, sign } from "@miniprogram-messages/signature";
import { parseAllDocuments } from "yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answersOf,
  commandsOf,
  guideSnippets,
  hasCommand,
  markdownSnippets,
  merchantPublicKey,
  printedOrigin,
  repository,
  run,
  runTypeScript,
  sampleFolder,
  serve,
  type Snippet,
  wordsOf,
} from "./docs-samples-run.ts";
import { dist, guides } from "./docs-site-visit.ts";

// The pages of test tools and frameworks are run by those, in tools/packaging; that of certifying a client runs the reader's own.
const elsewhere = new Set([
  "index",
  "languages",
  "test-tools",
  "frameworks",
  "certifying-a-client",
  "errata",
  "statements",
]);
const written = guides.filter((name) => !elsewhere.has(name));
const pages: Readonly<Record<string, readonly Snippet[]>> = Object.fromEntries([
  ["README", markdownSnippets(readFileSync(join(repository, "README.md"), "utf8"))],
  ...written.map((name) => [name, guideSnippets(readFileSync(`${dist}${name}.html`, "utf8"))]),
]);
const all = Object.entries(pages).flatMap(([page, snippets]) =>
  snippets.map(({ language, text }, index) => ({ page, language, text, name: `${page} ${index + 1}` })),
);
const inLanguage = (...languages: string[]) => all.filter(({ language }) => languages.includes(language));

const bin = (name: string): string => join(repository, "packages", name, "dist", "cli.js");
const stub = createStub();
const folder = sampleFolder();
let origin: string;
/** Demands signatures made with `demo/merchant.pem`, as the pages that make that key say. */
let demanding: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  origin = (await stub.listen()).url;
  await run(process.execPath, [bin("server-stub"), "keygen", "--out", "demo"], folder);
  const args = ["--store", "memory", "--config", "demo/stub.yaml", "--port", "0"];
  demanding = await serve(bin("server-stub"), args, folder);
});
afterAll(async () => {
  await demanding.stop();
  await stub.close();
  rmSync(folder, { recursive: true });
});
const here = (text: string): string => text.replaceAll(printedOrigin, origin);

test("every page has blocks, and each is in a language that a test below takes", () => {
  const withoutBlocks = Object.entries(pages).filter(([, snippets]) => snippets.length === 0);
  expect(withoutBlocks.map(([page]) => page).toSorted()).toEqual(["nothing-lost", "outcomes"]); // tables alone
  expect([...new Set(all.map(({ language }) => language))].toSorted()).toEqual([
    "",
    "groovy",
    "http",
    "json",
    "nginx",
    "python",
    "sh",
    "text",
    "ts",
    "yaml",
  ]);
});

describe("TypeScript", () => {
  test("compiles with the strictest options", async () => {
    const names = inLanguage("ts").map(({ text }, index) => {
      writeFileSync(join(folder, `snippet-${index}.ts`), text);
      return `snippet-${index}.ts`;
    });
    const options = { noEmit: true, lib: ["es2024", "dom"], types: ["node"], skipLibCheck: true };
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ extends: join(repository, "tsconfig.base.json"), compilerOptions: options, files: names }),
    );
    const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
    await expect(run(process.execPath, [tsc, "-p", "."], folder)).resolves.toMatchObject({ code: 0, stdout: "" });
  });

  test.each(inLanguage("ts"))("$name runs, and nothing fails", async ({ text }) => {
    const at = text.includes("demo/merchant.pem") ? demanding.url : origin;
    const ended = await runTypeScript(text.replaceAll(printedOrigin, at), folder);
    // A snippet that prints its outcome prints success; the others print nothing that went wrong.
    const says = text.includes("console.log(outcome.status, ") ? /^succeeded \S+\n$/ : /^(?:ready to send \S+\n)?$/;
    expect(ended).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(says) });
  });
});

const answerTo = (command: string): object => {
  if (command.includes("/diagnose")) return { verified: false, cause: "prefix-missing" };
  if (command.includes("/faults")) return { effect: { lostResponse: true } };
  return { result: { resultCode: /stub-([A-Z_]+)/.exec(command)?.[1] ?? "SUCCESS" } };
};

const manifest = (path: string) => JSON.parse(readFileSync(join(repository, path, "package.json"), "utf8"));

const isKnownToNpm = (command: string): boolean => {
  const [, verb = "", ...subjects] = command.split(" ");
  if (verb === "init") return true;
  if (verb === "run") return (subjects[0] ?? "") in manifest(".").scripts;
  if (verb !== "install") return verb in manifest(".").scripts;
  const names = new Set(readdirSync(join(repository, "packages")).map((name) => manifest(`packages/${name}`).name));
  return subjects.every((subject) => names.has(subject) || /^[-.]/.test(subject));
};

/** The worked examples of the certifying guides are run as a whole by the contract suite's own tests. */
const isOfWorkedExample = (text: string): boolean =>
  /server\.py|127\.0\.0\.1:8080|contract\.py|contract-tests (?:client|report) /.test(text);

describe("shell", () => {
  const commands = inLanguage("sh").flatMap(({ page, text }) =>
    text.includes("openssl") || isOfWorkedExample(text) ? [] : commandsOf(text).map((command) => ({ page, command })),
  );

  test.each(commands.filter(({ command }) => command.startsWith("curl ") && !command.includes(" | ")))(
    "$page: $command",
    async ({ page, command }) => {
      // The files that a page tells to send are the blocks of JSON that it shows.
      const [file] = /(?<=--data @)\S+/.exec(command) ?? [];
      const shown = pages[page]?.find(({ language }) => language === "json")?.text;
      if (file !== undefined) writeFileSync(join(folder, file), shown ?? "");
      const answers = await answersOf(here(command), folder);
      for (const answer of answers) expect(answer).toMatchObject(answerTo(command));
    },
  );

  test.each(commands.filter(({ command }) => /server-stub (?:keygen|init)\b/.test(command)))(
    "$page: $command",
    async ({ command }) => {
      const empty = mkdtempSync(join(folder, "keys-"));
      const ended = await run(process.execPath, [bin("server-stub"), ...wordsOf(command).slice(2)], empty);
      expect(ended).toMatchObject({ code: 0, stderr: "" });
    },
  );

  test("the platform's key is fetched as the signing guide says", async () => {
    const fetching = commands.find(({ command }) => command.startsWith("curl ") && command.includes(" | "));
    if (!hasCommand("curl")) return;
    await run("sh", ["-c", here(fetching?.command ?? "")], folder);
    const answer = await stub.fetch(`${origin}/_stub/platform-key`);
    await expect(answer.json()).resolves.toMatchObject({
      publicKey: readFileSync(join(folder, "platform.pub"), "utf8").trim(),
    });
  });

  test.each(commands.filter(({ command }) => /^npx @miniprogram-messages\/server-stub(?! keygen| init)/.test(command)))(
    "$page: $command",
    async ({ command }) => {
      const flags = wordsOf(command).slice(2);
      // A flag that is given twice is refused.
      const store = flags.includes("--store") ? [] : ["--store", "memory"];
      const { url, stop } = await serve(bin("server-stub"), [...flags, "--port", "0", ...store], folder);
      const { status } = await fetch(url);
      await stop();
      expect(status).toBe(200);
    },
  );

  test.each(commands.filter(({ command }) => command.startsWith("npx @miniprogram-messages/contract-tests")))(
    "$page: $command",
    async ({ command }) => {
      const platformKey = await stub.fetch(`${origin}/_stub/platform-key`).then((response) => response.json());
      writeFileSync(join(folder, "platform.pem"), platformKey.publicKey);
      const words = wordsOf(here(command).replace("https://staging.example", origin)).slice(2);
      const narrow = words.includes("--only") ? [] : ["--only", "samples/*"];
      const ended = await run(process.execPath, [bin("contract-tests"), ...words, ...narrow], folder);
      expect(ended).toMatchObject({ code: 0 });
    },
  );

  test("npm commands name scripts and packages that exist", () => {
    const npm = commands.map(({ command }) => command).filter((command) => command.startsWith("npm "));
    expect(npm.length).toBeGreaterThanOrEqual(3);
    expect(npm.filter((command) => !isKnownToNpm(command))).toEqual([]);
  });

  test("no command is left out", () => {
    const taken = /^(?:cd|curl|npx @miniprogram-messages\/(?:server-stub|contract-tests)|npm) /;
    expect(commands.filter(({ command }) => !taken.test(`${command} `))).toEqual([]);
  });
});

const isConfiguration = (text: string): boolean =>
  /^(?:clients|apps|templates|users|limits|policies|superApps):/m.test(text);

test.each(inLanguage("yaml").filter(({ text }) => !isConfiguration(text)))("$name is YAML", ({ text }) => {
  expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([]);
});

test.each(inLanguage("yaml").filter(({ text }) => isConfiguration(text)))(
  "$name is a configuration that the stub serves with",
  async ({ text }) => {
    writeFileSync(join(folder, "world.yaml"), text);
    const { url, stop } = await serve(
      bin("server-stub"),
      ["--config", "world.yaml", "--port", "0", "--store", "memory"],
      folder,
    );
    const config = await (await fetch(`${url}/_stub/namespaces/default/config`)).json();
    await stop();
    expect(config).toMatchObject({ templates: [{ channel: "PUSH" }], policies: { signature: "required" } });
  },
);

test.each(inLanguage("json"))("$name is JSON", ({ text }) => {
  expect(Object.keys(JSON.parse(text)).length).toBeGreaterThan(0);
});

const block = (language: string, part = ""): string =>
  pages["signing"]?.find((snippet) => snippet.language === language && snippet.text.includes(part))?.text ?? "";

test.each(["README.md", "CONTRIBUTING.md", "docs/architecture.md"])("every link of %s leads somewhere", (file) => {
  const links = [...readFileSync(join(repository, file), "utf8").matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(
    ([, to = ""]) => to,
  );
  const broken = links.filter((to) => !/^https?:/.test(to) && !existsSync(join(repository, dirname(file), to)));
  expect(broken).toEqual([]);
});

describe("the worked example of the signing guide", () => {
  const [head = "", body = ""] = block("http").trimEnd().split("\n\n");
  const [requestLine = "", ...lines] = head.split("\n");
  const [method = "", uri = ""] = requestLine.split(" ");
  const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/, 2)));

  test("is accepted by a stub that demands signatures", async () => {
    const strict = createStub({
      config: {
        clients: [
          { clientId: "CLIENT_1", keys: [{ keyVersion: "1", publicKey: merchantPublicKey }] },
          { clientId: "202016726873874774774xxxx", keys: [] },
        ],
        policies: { signature: "required" },
      },
    });
    const response = await strict.fetch(`http://stub.local${uri}`, { method, headers, body });
    await expect(response.json()).resolves.toMatchObject({ result: { resultCode: "SUCCESS" } });
    await strict.close();
  });

  test("shows the string to sign and its form", () => {
    const { "Client-Id": clientId, "Request-Time": time } = headers;
    expect(block("text").trimEnd()).toBe(`${method} ${uri}\n${clientId}.${time}.${body}`);
    expect(block("", "<METHOD>").trim()).toBe(String.raw`<METHOD> <URI>\n<Client-Id>.<Request-Time>.<BODY>`);
  });

  test("its command line prints the signature that the page shows", async () => {
    const printed = decodeURIComponent(headers["Signature"]?.split("signature=")[1] ?? "");
    const command = block("sh", "openssl");
    const [printf = ""] = command.slice(command.indexOf("printf")).split("|\n");
    const toSign = await run("sh", ["-c", printf], folder);
    expect(toSign.stdout).toBe(block("text").trimEnd());
    const key = await importPrivateKey(readFileSync(join(folder, "merchant.pem"), "utf8"));
    const message = { method, uri, clientId: headers["Client-Id"] ?? "", time: headers["Request-Time"] ?? "", body };
    const signatures = [await sign(message, key)];
    if (hasCommand("openssl")) signatures.push((await run("sh", ["-c", command], folder)).stdout);
    for (const signature of signatures) expect(signature).toBe(printed);
  });
});
