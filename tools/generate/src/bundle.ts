import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { GenerateError } from "./failure.ts";
import { jsonObjectOf } from "./json.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import { redocly, type RedoclyRun, SPEC_RULES } from "./redocly.ts";

interface Problem {
  readonly severity: string;
  readonly message: string;
  readonly location: readonly {
    readonly source: { readonly ref: string };
    readonly start?: { readonly line: number };
  }[];
}

const REFERENCE = /(?:\$ref|externalValue):\s*["']?([^"'\s]+)/;

const displayed = (file: string): string => relative(process.cwd(), resolve(file)).replaceAll("\\", "/");

/** Redocly names the place of a dangling reference, not the reference itself. */
const danglingReference = async (file: string, line: number): Promise<string | undefined> => {
  const lines = (await readFile(file, "utf8")).split("\n").slice(line - 1, line + 5);
  return lines.map((text) => REFERENCE.exec(text)?.[1]).find((target) => target !== undefined);
};

const failureAt = async (file: string, line: number, message: string): Promise<GenerateError> => {
  const where = `${displayed(file)}:${line}`;
  if (message.startsWith("Can't resolve $ref")) {
    const target = (await danglingReference(file, line)) ?? "a reference";
    return new GenerateError(`${where}: "${target}" leads nowhere; correct the reference or add what it names`);
  }
  const parse = /^Failed to parse: (.*?) in "[^"]*"/.exec(message)?.[1];
  return new GenerateError(`${where}: ${parse === undefined ? message : `not valid YAML (${parse}); correct it`}`);
};

const lintFailure = async (run: RedoclyRun): Promise<GenerateError | undefined> => {
  const report = run.stdout.slice(run.stdout.indexOf("{"));
  const { problems }: { readonly problems: readonly Problem[] } = JSON.parse(report);
  const errors = problems.filter(({ severity }) => severity === "error");
  // A file that cannot be parsed is reported again wherever it is referenced: the first cause is the one to mend.
  const first = errors.find(({ message }) => message.startsWith("Failed to parse")) ?? errors[0];
  const place = first?.location[0];
  return first && place ? failureAt(place.source.ref, place.start?.line ?? 1, first.message) : undefined;
};

/** Missing example files are found while bundling only. */
const bundleFailure = async (run: RedoclyRun): Promise<GenerateError> => {
  const text = `${run.stdout}\n${run.stderr}`;
  const first = /\[1\] (.+?):(\d+):\d+[^\n]*\n\s*\n([^\n]+)/.exec(text);
  if (first?.[1] === undefined || first[2] === undefined || first[3] === undefined) {
    return new GenerateError(`the spec cannot be bundled: ${text.slice(0, 500)}`);
  }
  return failureAt(first[1], Number(first[2]), first[3]);
};

const documentOf = async (file: string, folder: string): Promise<OpenApiDocument> => {
  const output = join(folder, "bundle.json");
  const [linted, bundled] = await Promise.all([
    redocly("lint", SPEC_RULES, file, "--format", "json"),
    redocly("bundle", SPEC_RULES, file, "--output", output),
  ]);
  if (linted.exitCode !== 0 || bundled.exitCode !== 0) {
    throw (await lintFailure(linted)) ?? (await bundleFailure(bundled));
  }
  return { source: `spec/${basename(file)}`, json: jsonObjectOf(await readFile(output, "utf8")) };
};

/**
 * Bundles a description that is spread over several files into one self-contained document, examples included.
 * @throws {GenerateError} naming file, line and what to mend when it is broken.
 */
export const bundle = async (file: string): Promise<OpenApiDocument> => {
  if (!existsSync(file)) {
    throw new GenerateError(`${displayed(file)}: there is no such file; the spec needs it`);
  }
  const folder = await mkdtemp(join(tmpdir(), "miniprogram-messages-bundle-"));
  try {
    return await documentOf(file, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
