import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { GenerateError } from "./failure.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import { type OpenApiDocument, type Operation, operationsOf, resolve } from "./openapi-document.ts";
import { renderTypeScript } from "./render.ts";

/** Every `$ref` in its place, and without the texts that are for the docs. */
const dereferenced = (document: OpenApiDocument, value: Json): Json => {
  if (Array.isArray(value)) {
    return value.map((item: Json) => dereferenced(document, item));
  }
  const target = isJsonObject(value) ? resolve(document, value) : undefined;
  return target === undefined
    ? value
    : Object.fromEntries(
        Object.entries(target)
          .filter(([key, child]) => !(key === "description" && typeof child === "string") && !key.startsWith("x-"))
          .map(([key, child]) => [key, dereferenced(document, child)]),
      );
};

const jsonContentOf = (document: OpenApiDocument, holder: Json | undefined): JsonObject => {
  const content = resolve(document, resolve(document, holder)?.["content"]);
  return resolve(document, content?.["application/json"]) ?? {};
};

const examplesOf = (document: OpenApiDocument, content: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(resolve(document, content["examples"]) ?? {}).map(([name, example]) => [
      name,
      resolve(document, example)?.["value"] ?? null,
    ]),
  );

/** The documented pieces of a request, `<operation>.templates.<name>.json`, which no operation refers to. */
const fragmentsOf = async (specFolder: string, slug: string): Promise<JsonObject> => {
  const folder = join(specFolder, "examples");
  const files = (await readdir(folder)).toSorted().filter((file) => file.startsWith(`${slug}.templates.`));
  const fragments = files.map(async (file): Promise<[string, Json]> => {
    const text = await readFile(join(folder, file), "utf8");
    try {
      const value: Json = JSON.parse(text);
      return [file.slice(`${slug}.templates.`.length, -".json".length), value];
    } catch (cause) {
      throw new GenerateError(`spec/examples/${file}: not valid JSON (${String(cause)}); correct it`, { cause });
    }
  });
  return Object.fromEntries(await Promise.all(fragments));
};

const contractOf = async (
  specFolder: string,
  document: OpenApiDocument,
  { operationId, path, definition }: Operation,
): Promise<JsonObject> => {
  const slug = operationId.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const request = jsonContentOf(document, definition["requestBody"]);
  const response = jsonContentOf(document, resolve(document, definition["responses"])?.["200"]);
  return {
    id: operationId,
    slug,
    path,
    deprecated: definition["deprecated"] ?? false,
    request: dereferenced(document, request["schema"] ?? {}),
    response: dereferenced(document, response["schema"] ?? {}),
    samples: examplesOf(document, request),
    answers: examplesOf(document, response),
    fragments: await fragmentsOf(specFolder, slug),
    codes: definition["x-result-codes"] ?? [],
  };
};

/** What the contract suite draws its cases from: per operation the resolved schemas, samples and result codes. */
export const renderOperations = async (
  fileName: string,
  document: OpenApiDocument,
  specFolder: string,
): Promise<string> => {
  const operations = await Promise.all(
    operationsOf(document).map((operation) => contractOf(specFolder, document, operation)),
  );
  const version = resolve(document, document.json["info"])?.["version"] ?? "";
  const ids = operationsOf(document).map(({ operationId }) => JSON.stringify(operationId));
  const code = [
    `export type GeneratedOperationId = ${ids.join(" | ")};`,
    `export const generatedOperations: unknown = ${JSON.stringify({ version, operations })};`,
  ].join("\n\n");
  return renderTypeScript(fileName, [document.source, "spec/examples"], code);
};

/** How much each erratum may demand: `## E05 …` and its line `- Level: …`. */
const errataOf = async (specFolder: string): Promise<JsonObject> => {
  const source = "spec/errata.md";
  const text = await readFile(join(specFolder, "errata.md"), "utf8").catch(() => {
    throw new GenerateError(`${source}: there is no such file; the contract suite needs it`);
  });
  const sections = text.split(/^## (?=E\d\d$)/mu).slice(1);
  return Object.fromEntries(
    sections.map((section) => [section.slice(0, 3), /^- Level: (\w+)$/mu.exec(section)?.[1] ?? "policy"]),
  );
};

/** Every normative sentence with what enforces it, and the level of each erratum. */
export const renderStatements = async (fileName: string, specFolder: string): Promise<string> => {
  const source = "spec/statements.yaml";
  const text = await readFile(join(specFolder, "statements.yaml"), "utf8").catch(() => {
    throw new GenerateError(`${source}: there is no such file; the contract suite needs it`);
  });
  try {
    const statements: unknown = parse(text);
    const code = [
      `export const generatedStatements: unknown = ${JSON.stringify(statements)};`,
      `export const generatedErrata: unknown = ${JSON.stringify(await errataOf(specFolder))};`,
    ].join("\n\n");
    return await renderTypeScript(fileName, [source, "spec/errata.md"], code);
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) {
      throw cause;
    }
    const line = cause.linePos?.[0].line ?? 1;
    const [reason] = cause.message.split(" at line");
    throw new GenerateError(`${source}:${line}: not valid YAML (${reason}); correct it`, { cause });
  }
};
