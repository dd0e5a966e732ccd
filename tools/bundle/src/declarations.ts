import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const RELATIVE = /((?:\bfrom|\bimport)\s*\(?")(\.{1,2}\/[^"]+)\.js(?=")/g;

/** Puts a `.d.cts` beside each `.d.ts`: the same types, for those who `require`. */
export const copyDeclarations = async (folder: string): Promise<void> => {
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter((name) => name.endsWith(".d.ts"))) {
    const text = await readFile(join(folder, file), "utf8");
    await writeFile(join(folder, file.replace(/\.ts$/, ".cts")), text.replaceAll(RELATIVE, "$1$2.cjs"));
  }
};
