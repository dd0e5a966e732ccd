// What becomes of every block of every page: a reader runs it, a test elsewhere does, or it says why nobody can.

/** How a block is read. A new, moved or changed block fits none of its page's, and fails the check beside this file. */
export interface Step {
  /** How the block begins. */
  readonly begins: string;
  /** The name under which the page has it saved. */
  readonly saved?: string;
  /** The command that the page has typed for what was saved. */
  readonly runs?: string;
  /** A block of commands, typed one after the other. */
  readonly typed?: true;
  /** What the last of them, or the saved program, prints. Programs also print what their comments promise. */
  readonly prints?: RegExp;
  /** What is appended to the commands of the contract suite, so that a whole run is not repeated here. */
  readonly narrowed?: string;
  /** The test that runs it. */
  readonly elsewhere?: string;
  /** Why nobody runs it. */
  readonly because?: string;
}

/** A page, and on which lines of Node its reader may be. */
export interface Reading {
  /** Missing: nothing of it is typed here. */
  readonly oldest?: "20" | "22";
  /** What the page asks for in its text rather than in a block. */
  readonly installed?: string;
  readonly steps: readonly Step[];
}

const BROWSER = "packages/browser-tests/src/docs-samples-pages.test.ts";
const PROXY = "packages/interop-tests/src/guides/behind-a-proxy.full.test.ts";
const FILES = "packages/interop-tests/src/guides/behind-a-proxy.test.ts";
const LANGUAGES = "packages/interop-tests/src/guides/languages.full.test.ts";
const SERVER = "packages/contract-tests/test/certifying-guide.test.ts";
const CLIENT = "packages/contract-tests/test/guide.full.test.ts";
const DRIVERS = "packages/contract-tests/test/drivers.full.test.ts";
const TOOLS = "tools/packaging/src/test-tools.full.test.ts";
const FRAMEWORKS = "tools/packaging/src/frameworks.full.test.ts";
const WORKFLOWS = "tools/run/src/workflows.test.mjs";

/** A guide begins where the README's box ends. */
const PACKAGES =
  "npm install @miniprogram-messages/client @miniprogram-messages/server-stub @miniprogram-messages/contract-tests";
const SUCCEEDED = /^succeeded \S+$/;
const SAMPLES = "--only 'samples/*'";

/** A page of another language: how it is started, and the program itself. */
const language = (start: string, program: string): Reading => ({
  steps: [`${start} vector`, "algorithm=RSA256", `${start} http://127.0.0.1:4010`, program].map((begins) => ({
    begins,
    elsewhere: LANGUAGES,
  })),
});

/** A page whose blocks are files that another test puts together; each begins with its name. */
const filesOf = (elsewhere: string, names: string): Reading => ({
  steps: names.split(" ").map((name) => ({ begins: `// ${name}`, elsewhere })),
});

export const READING: Readonly<Record<string, Reading>> = {
  "README.md": {
    oldest: "20",
    steps: [
      { begins: "npm start ", because: "these two are how this test itself came to run" },
      { begins: "npm run pack", typed: true },
      { begins: "npx @miniprogram-messages/server-stub --store", typed: true },
      { begins: "import { createClient }", saved: "first-call.mjs", runs: "node first-call.mjs", prints: SUCCEEDED },
      { begins: "npx @miniprogram-messages/server-stub keygen", typed: true },
      { begins: "import { readFile }", saved: "signed-call.mjs", runs: "node signed-call.mjs", prints: SUCCEEDED },
    ],
  },
  "SECURITY.md": { steps: [] },
  "docs/guides/start.md": {
    oldest: "22",
    installed: PACKAGES,
    steps: [
      { begins: "npx @miniprogram-messages/server-stub\n", typed: true },
      { begins: "curl ", typed: true, prints: /"resultCode":"SUCCESS"/ },
      { begins: '{\n  "appId"', saved: "push.json" },
      { begins: "import { createClient }", saved: "first-call.mjs", runs: "node first-call.mjs", prints: SUCCEEDED },
      { begins: "curl ", typed: true, prints: /"resultCode":"USER_NOT_SUBSCRIBED"/ },
      { begins: "npx @miniprogram-messages/server-stub init", typed: true, prints: /^stub\.yaml / },
    ],
  },
  "docs/guides/signing.md": {
    oldest: "22",
    installed: PACKAGES,
    steps: [
      { begins: "<METHOD> <URI>", elsewhere: BROWSER },
      { begins: "POST /v2/miniprogram/message/send\nCLIENT_1.", elsewhere: BROWSER },
      { begins: "POST /v2/miniprogram/message/send HTTP/1.1", elsewhere: BROWSER },
      { begins: "cat > example-key.pem", typed: true, prints: /^[\w+/]{342}==$/ },
      { begins: "printf %s ", elsewhere: LANGUAGES },
      { begins: "npx @miniprogram-messages/server-stub keygen", typed: true },
      { begins: "curl --silent", typed: true },
      { begins: "curl ", typed: true, prints: /"cause":"prefix-missing"/ },
      { begins: '{\n  "uri"', saved: "signed-request.json" },
    ],
  },
  "docs/guides/testing.md": {
    oldest: "22",
    installed: PACKAGES,
    steps: [
      {
        begins: "import { createClient }",
        saved: "in-process.mjs",
        runs: "node in-process.mjs",
        prints: /^succeeded SMS$/,
      },
      { begins: "curl ", typed: true, prints: /"lostResponse":true/ },
      { begins: "# server-stub --config", saved: "world.yaml", runs: "npx server-stub --config world.yaml" },
    ],
  },
  "docs/guides/migrating.md": {
    oldest: "20",
    installed: "npm install @miniprogram-messages/client",
    steps: [
      { begins: "import { toSendMessage }", saved: "move.mjs", runs: "node move.mjs", prints: /^ready to send \S+$/ },
    ],
  },
  "docs/guides/certifying.md": {
    oldest: "22",
    installed: PACKAGES,
    steps: [
      {
        begins: "npx @miniprogram-messages/contract-tests --url https://staging",
        typed: true,
        narrowed: SAMPLES,
        prints: / 0 failed/,
      },
      { begins: '{\n  "sendMessage"', saved: "values.json" },
      ...["import json, os", "python3 server.py &", "def message_id_of", "# expected-failures.txt"].map((begins) => ({
        begins,
        elsewhere: SERVER,
      })),
      { begins: "npx @miniprogram-messages/contract-tests --url http://127.0.0.1:8080", elsewhere: SERVER },
      { begins: "name: contract", elsewhere: WORKFLOWS },
      { begins: "contract:\n  image", because: "a job of GitLab, which nothing here can run" },
      { begins: "stage('contract')", because: "a stage of Jenkins, which nothing here can run" },
      {
        begins: "npx @miniprogram-messages/contract-tests --url http://127.0.0.1:4010",
        typed: true,
        prints: / 0 failed/,
      },
    ],
  },
  "docs/guides/certifying-a-client.md": {
    steps: [
      ...[
        "npx @miniprogram-messages/contract-tests client",
        "import json\nimport urllib",
        "import json\nimport os",
      ].map((begins) => ({ begins, elsewhere: CLIENT })),
      {
        begins: "npx @miniprogram-messages/contract-tests client --command 'python3 contract.py' --u",
        elsewhere: CLIENT,
      },
      { begins: "✘ client/unknown-always", elsewhere: CLIENT },
      { begins: "npx @miniprogram-messages/contract-tests client --listen", elsewhere: CLIENT },
      { begins: "import json\nimport urllib", elsewhere: CLIENT },
      { begins: "name: client", elsewhere: WORKFLOWS },
      { begins: "badge: ", because: "the last line of such a run" },
      { begins: "![message contract", because: "shows a picture of another host" },
      {
        begins: "npx @miniprogram-messages/contract-tests report",
        elsewhere: "packages/contract-tests/test/report-cli.test.ts",
      },
    ],
  },
  "docs/guides/behind-a-proxy.md": {
    steps: [
      ...Array.from({ length: 3 }, () => ({ begins: "server {", elsewhere: PROXY })),
      ...Array.from({ length: 2 }, () => ({
        begins: "stub.example {",
        because: "Caddy comes in no package that a test installs",
      })),
      { begins: "services:", elsewhere: FILES },
      { begins: "apiVersion: apps/v1", elsewhere: FILES },
    ],
  },
  "docs/guides/test-tools.md": filesOf(TOOLS, "notify. notify. notify. notify. notify. playwright. notify."),
  "docs/guides/frameworks.md": filesOf(FRAMEWORKS, "express. fastify. src/ src/ src/ test/ lib/ app/"),
  "docs/guides/home.md": { steps: [] },
  "docs/guides/nothing-lost.md": { steps: [] },
  "docs/guides/outcomes.md": { steps: [] },
  "docs/guides/languages.md": {
    steps: [{ begins: "algorithm=RSA256", elsewhere: "packages/interop-tests/src/guides/languages.test.ts" }],
  },
  "docs/guides/language-csharp.md": language("dotnet run --", "using System"),
  "docs/guides/language-curl.md": language("sh send.sh", "#!/bin/sh"),
  "docs/guides/language-go.md": language("go run send.go", "package main"),
  "docs/guides/language-java.md": language("java Send.java", "import java"),
  "docs/guides/language-node.md": language("node send.mjs", "import {"),
  "docs/guides/language-php.md": language("php send.php", "<?php"),
  "docs/guides/language-python.md": language("python3 send.py", "import base64"),
  "packages/browser-tests/README.md": {
    steps: [{ begins: "pnpm --filter", because: "how the tests of this repository are run" }],
  },
  "packages/client/README.md": {
    oldest: "20",
    installed: "npm install undici @miniprogram-messages/server-stub",
    steps: [
      { begins: "npm install @miniprogram-messages/client", typed: true },
      ...[
        "import { createClient }",
        "const outcome",
        "import { OutcomeError",
        "import { explain }",
        "import { InvalidRequestError }",
        "const stop",
        "import { createClient, type Signer }",
        "import { prepare",
        "import { toSendMessage }",
        "import { createClient, type ClientEvent }",
        'import { createClient } from "@miniprogram-messages/client";\nimport { EnvHttpProxyAgent',
        'import { createClient } from "@miniprogram-messages/client";\nimport { createStub }',
      ].map((begins, index) => ({ begins, saved: `snippet-${index + 1}.ts`, runs: `node snippet-${index + 1}.mjs` })),
    ],
  },
  "packages/contract-tests/README.md": {
    oldest: "22",
    installed: "npm install @miniprogram-messages/contract-tests",
    steps: [
      { begins: "npx @miniprogram-messages/contract-tests --url", typed: true, narrowed: SAMPLES, prints: / 0 failed/ },
      { begins: '{\n  "sendMessage"', saved: "values.json" },
      { begins: "npx @miniprogram-messages/contract-tests client", elsewhere: CLIENT },
      { begins: "npm install --save-dev", typed: true },
      {
        begins: "import { defineContractTests }",
        saved: "contract.test.ts",
        runs: "npx vitest run contract -t samples",
        prints: /passed/,
      },
    ],
  },
  "packages/contract-tests/drivers/README.md": {
    steps: [{ begins: "npx @miniprogram-messages/contract-tests client", elsewhere: DRIVERS }],
  },
  "packages/server-stub/README.md": {
    oldest: "22",
    installed: "npm install @miniprogram-messages/server-stub",
    steps: [
      { begins: "npx @miniprogram-messages/server-stub", typed: true },
      { begins: "npm install --save-dev", typed: true },
      {
        begins: "import { createClient }",
        saved: "delivers.test.ts",
        runs: "npx vitest run delivers",
        prints: /1 passed/,
      },
      { begins: "# yaml-language-server", saved: "stub.yaml", runs: "npx server-stub" },
    ],
  },
  "packages/signature/README.md": {
    oldest: "20",
    steps: [
      { begins: "npm install @miniprogram-messages/signature", typed: true },
      ...["import { formatSignatureHeader", "import { importPublicKey", "import { diagnose", "import { parseTime"].map(
        (begins, index) => ({ begins, saved: `snippet-${index + 1}.ts`, runs: `node snippet-${index + 1}.mjs` }),
      ),
    ],
  },
};
