import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { GENERATED_FOLDERS, generate } from "./generate.ts";
import { ROOT_FOLDER, SPEC_FOLDER } from "./repository.ts";

const committed = async (): Promise<ReadonlyMap<string, string>> => {
  const folders = GENERATED_FOLDERS.map(async (folder) => {
    const names = await readdir(join(ROOT_FOLDER, folder), { recursive: true });
    return Promise.all(
      names.map(
        async (name) => [`${folder}/${name}`, await readFile(join(ROOT_FOLDER, folder, name), "utf8")] as const,
      ),
    );
  });
  return new Map((await Promise.all(folders)).flat());
};

it("the committed generated code is what the spec makes of it; otherwise run `pnpm generate` and commit", async () => {
  const made = await generate(SPEC_FOLDER);
  const found = await committed();
  const paths = [...new Set([...made.keys(), ...found.keys()])].toSorted();
  const drifted = paths
    .filter((path) => made.get(path) !== found.get(path))
    .map((path) => `${path}: ${made.has(path) ? "differs" : "is not generated, delete it"}`);
  expect(drifted, `generated files drifted from spec/; run \`pnpm generate\`:\n${drifted.join("\n")}`).toEqual([]);
});
