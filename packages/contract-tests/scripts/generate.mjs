// Puts what the suite reads of `spec/` into the package: the resolved document with its samples inlined, and the statements.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../..");
const target = join(here, "../src/generated");

const bundle = () => {
  const folder = mkdtempSync(join(tmpdir(), "contract-tests-"));
  try {
    const file = join(folder, "openapi.json");
    execFileSync(
      process.execPath,
      [
        join(root, "node_modules/@redocly/cli/bin/cli.js"),
        "bundle",
        "spec/openapi.yaml",
        "--dereferenced",
        "--ext",
        "json",
        "-o",
        file,
      ],
      {
        cwd: root,
        stdio: "pipe",
        env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      },
    );
    return JSON.parse(readFileSync(file, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const sample = (file) => JSON.parse(readFileSync(join(root, "spec/examples", file), "utf8"));

const inline = (examples) =>
  Object.fromEntries(
    Object.entries(examples ?? {}).map(([name, example]) => [
      name,
      example.externalValue ? sample(example.externalValue.split("/").at(-1)) : example.value,
    ]),
  );

const operationsOf = (document) =>
  Object.entries(document.paths).map(([path, item]) => {
    const { operationId, deprecated = false, requestBody, responses, "x-result-codes": codes } = item.post;
    const slug = operationId.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
    const request = requestBody.content["application/json"];
    const response = responses["200"].content["application/json"];
    const fragments = readdirSync(join(root, "spec/examples"))
      .map((file) => [file, new RegExp(`^${slug}\\.templates\\.(\\w+)\\.json$`, "u").exec(file)?.[1]])
      .filter(([, name]) => name !== undefined)
      .map(([file, name]) => [name, sample(file)]);
    return {
      id: operationId,
      slug,
      path,
      deprecated,
      request: request.schema,
      response: response.schema,
      samples: inline(request.examples),
      answers: inline(response.examples),
      fragments: Object.fromEntries(fragments),
      codes,
    };
  });

/** Descriptions are for the docs; the suite reads constraints alone. */
const bare = (node) => {
  if (Array.isArray(node)) return node.map(bare);
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !(key === "description" && typeof value === "string") && key !== "x-enumDescriptions")
      .map(([key, value]) => [key, bare(value)]),
  );
};

const write = (file, name, value) => {
  const text = `// Generated from spec/ by \`pnpm generate\`; do not edit.\nexport const ${name}: unknown = ${JSON.stringify(value, null, 2)};\n`;
  writeFileSync(join(target, file), text);
};

const document = bundle();
write("operations.ts", "generatedOperations", {
  version: document.info.version,
  operations: operationsOf(document).map((operation) => ({
    ...operation,
    request: bare(operation.request),
    response: bare(operation.response),
  })),
});
write("statements.ts", "generatedStatements", parse(readFileSync(join(root, "spec/statements.yaml"), "utf8")));
