import { writeFile } from "node:fs/promises";

/**
 * Writes `dist/<entry>.node.js`: the CommonJS build under the names of the module. On Node `import` and `require` get one and the
 * same this way, so that `instanceof` and whatever a module remembers hold across them.
 */
export const writeWrapper = async (entry: string, names: readonly string[]): Promise<void> => {
  const text = `import commonJs from "./${entry}.cjs";\n\nexport const { ${[...names].toSorted().join(", ")} } = commonJs;\n`;
  await writeFile(`dist/${entry}.node.js`, text);
};
