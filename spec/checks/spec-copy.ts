import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { checkSpec } from "./check.ts";

export const original = join(import.meta.dirname, "..");
const parts = ["openapi.yaml", "paths", "components", "examples", "source", "statements.yaml", "errata.md"];

/** A copy of the spec that a test may break. */
export const copy = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "spec-check-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of parts) cpSync(join(original, part), join(folder, part), { recursive: true });
  return folder;
};

/** What the check finds when a text in a file of the spec is another. */
export const breakFile = (file: string, from: string, to: string): string[] => {
  const folder = copy();
  const text = readFileSync(join(folder, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
  return checkSpec({ folder, caseIds: undefined });
};

/** What is broken, in which file, the text, its replacement, and the finding. */
export type Breakage = readonly [name: string, file: string, from: string, to: string, finding: RegExp];

export const named = (breakages: readonly Breakage[]) => breakages.map(([name, ...change]) => ({ name, change }));
