import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isObject } from "../src/spec/json.js";
import { redocly, redoclyIn, specFolder } from "./redocly.js";

const versionOf = (file: string): readonly number[] =>
  file
    .replace(/\.yaml$/u, "")
    .split(".")
    .map(Number);

const byVersion = (one: string, other: string): number => {
  const [left, right] = [versionOf(one), versionOf(other)];
  return left.map((part, index) => part - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
};

const newest = readdirSync(join(specFolder, "released"))
  .filter((file) => /^\d+\.\d+\.\d+\.yaml$/u.test(file))
  .toSorted(byVersion)
  .at(-1);

const folder = mkdtempSync(join(tmpdir(), "released-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The document in one file, as JSON. */
const bundled = async (file: string, name: string): Promise<Record<string, unknown>> => {
  const target = join(folder, name);
  const { code, output } = await redocly("bundle", file, "--ext", "json", "-o", target);
  expect({ code, output }).toMatchObject({ code: 0 });
  return JSON.parse(readFileSync(target, "utf8"));
};

interface Change {
  readonly path: string;
  readonly kind: string;
  readonly impact: string;
  readonly property?: string;
}

interface Comparison {
  readonly changes: readonly Change[];
  readonly infoVersions: { readonly base: string; readonly revision: string };
}

const compare = async (base: string, revision: string): Promise<Comparison> => {
  // Away from the repository's redocly.yaml: rules for linting would switch off those that rate a difference.
  const { stdout, output } = await redoclyIn(folder, "diff", base, revision, "--format", "json", "--fail-on", "none");
  expect({ stdout, output }).toMatchObject({ stdout: expect.stringContaining("infoVersions") });
  return JSON.parse(stdout.slice(stdout.indexOf("{")));
};

const explained: readonly { readonly change: string; readonly reason: string }[] = JSON.parse(
  readFileSync(join(specFolder, "released/explained.json"), "utf8"),
);

const breaking = ({ changes }: Comparison): readonly string[] =>
  changes
    .filter(({ impact }) => impact === "major")
    .map(({ kind, path, property = "" }) => `${kind} ${path} ${property}`);

/** Breaking changes without a new major version, but for those that are none for a reason that is written down. */
const breaksSilently = (comparison: Comparison): readonly string[] => {
  const { base, revision } = comparison.infoVersions;
  if (Number(revision.split(".")[0]) > Number(base.split(".")[0])) return [];
  return breaking(comparison).filter((line) => !explained.some(({ change }) => new RegExp(change, "u").test(line)));
};

type Codes = Readonly<Record<string, readonly string[]>>;

/** `<status> <code>` of each operation; the diff ignores extensions. */
const codesOf = (document: Record<string, unknown>): Codes => {
  const codes: Record<string, readonly string[]> = {};
  for (const item of Object.values(Object(document["paths"]))) {
    const operation: unknown = Object(item).post;
    if (!isObject(operation) || !Array.isArray(operation["x-result-codes"])) continue;
    const rows: readonly Record<string, unknown>[] = operation["x-result-codes"];
    codes[String(operation["operationId"])] = rows.map(({ status, code }) => `${String(status)} ${String(code)}`);
  }
  return codes;
};

/** Codes that are gone, or have another status now: whoever decides on them breaks. */
const lostCodes = (base: Codes, revision: Codes): readonly string[] =>
  Object.entries(base).flatMap(([operation, codes]) =>
    codes.filter((code) => revision[operation]?.includes(code) !== true).map((code) => `${operation} ${code}`),
  );

const released = join(specFolder, "released", newest ?? "");
const current = join(specFolder, "openapi.yaml");

test("no breaking change since the newest release without a new major version", async () => {
  const comparison = await compare(released, current);
  expect(breaksSilently(comparison)).toEqual([]);
  const lines = breaking(comparison);
  expect(explained.filter(({ change }) => !lines.some((line) => new RegExp(change, "u").test(line)))).toEqual([]);
});

test("a breaking change is noticed", async () => {
  const document = JSON.stringify(await bundled(current, "now.json"));
  const narrower = join(folder, "narrower.json");
  writeFileSync(narrower, document.replaceAll('"maxLength":32', '"maxLength":31'));
  expect(breaksSilently(await compare(released, narrower))).toEqual([expect.stringContaining("maxLength")]);
});

test("no result code is lost since the newest release without a new major version", async () => {
  const base = await bundled(released, "base.json");
  const revision = await bundled(current, "revision.json");
  const [from, to] = [base, revision].map(({ info }) => Number(String(Object(info).version).split(".")[0]));
  expect(Object.values(codesOf(base)).flat().length).toBeGreaterThan(30);
  expect((to ?? 0) > (from ?? 0) ? [] : lostCodes(codesOf(base), codesOf(revision))).toEqual([]);
});

test("a lost result code is noticed", () => {
  const base = { sendMessage: ["S SUCCESS", "F PROCESS_FAIL"] };
  expect(lostCodes(base, { sendMessage: ["S SUCCESS", "U PROCESS_FAIL"] })).toEqual(["sendMessage F PROCESS_FAIL"]);
});
