import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "../json.ts";
import { redocly } from "../redocly.ts";

interface Change {
  readonly path: string;
  readonly kind: string;
  readonly impact: "major" | "minor" | "patch";
  readonly verdicts: readonly { readonly ruleId: string; readonly message: string }[];
}

const RULES = fileURLToPath(new URL("diff.redocly.yaml", import.meta.url));

const described = ({ impact, kind, path, verdicts }: Change): string =>
  [`${impact}: ${kind} ${path}`, ...verdicts.map(({ message }) => message)].join(" ");

const changesBetween = async (base: string, revision: string): Promise<readonly Change[]> => {
  const run = await redocly("diff", RULES, base, revision, "--format", "json", "--fail-on", "none");
  const start = run.stdout.indexOf("{");
  if (run.exitCode !== 0 || start < 0) {
    throw new Error(`redocly diff ended with ${run.exitCode}: ${run.stderr.slice(0, 500)}`);
  }
  const { changes }: { readonly changes: readonly Change[] } = JSON.parse(run.stdout.slice(start));
  return changes.filter(({ impact }) => impact !== "patch");
};

/**
 * What Redocly rates above a patch between two documents, one line each: impact, what happened, where, and why it matters.
 * Compared both ways (`back:`), since a request that accepts more is a patch forwards and a breaking change backwards.
 * Vendor extensions are not compared.
 */
export const differencesBetween = async (base: JsonObject, revision: JsonObject): Promise<readonly string[]> => {
  const folder = await mkdtemp(join(tmpdir(), "miniprogram-messages-diff-"));
  try {
    const files = [join(folder, "base.json"), join(folder, "revision.json")] as const;
    await writeFile(files[0], JSON.stringify(base));
    await writeFile(files[1], JSON.stringify(revision));
    const [forth, back] = await Promise.all([changesBetween(files[0], files[1]), changesBetween(files[1], files[0])]);
    return [...forth.map(described), ...back.map((change) => `back: ${described(change)}`)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
