import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { GenerateError } from "./failure.ts";
import { generate } from "./generate.ts";
import { ROOT_FOLDER, SPEC_FOLDER } from "./repository.ts";

const foldersOf = (args: readonly string[]): { readonly spec: string; readonly out: string } => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { spec: { type: "string" }, out: { type: "string" } },
      strict: true,
    });
    return { spec: resolve(values.spec ?? SPEC_FOLDER), out: resolve(values.out ?? ROOT_FOLDER) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GenerateError(`${reason} Usage: pnpm generate [--spec <folder>] [--out <folder>]`, { cause });
  }
};

/** Leaves a file alone that already has the text, so that nothing downstream is rebuilt. */
const write = async (path: string, text: string): Promise<boolean> => {
  const current = await readFile(path, "utf8").catch(() => undefined);
  if (current === text) {
    return false;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return true;
};

/**
 * What `pnpm generate` does.
 * @returns what it has to say, a line each.
 * @throws {GenerateError} when a flag or the spec is wrong; its message is one line, and nothing was written.
 */
export const generateInto = async (args: readonly string[]): Promise<readonly string[]> => {
  const { spec, out } = foldersOf(args);
  const files = await generate(spec);
  const changed = await Promise.all(
    [...files].map(async ([path, text]) => ((await write(join(out, path), text)) ? [path] : [])),
  );
  return [
    ...changed.flat().map((path) => `wrote ${path}`),
    `${files.size} generated files, ${changed.flat().length} changed`,
  ];
};
