import { writeFile } from "node:fs/promises";

/**
 * Writes `dist/<entry>.node.js`, or another file for a package that is for Node alone: the CommonJS build under the names of the module. On Node `import` and `require` get one and the
 * same this way, so that `instanceof` and whatever a module remembers hold across them.
 */
export const writeWrapper = async (
  entry: string,
  names: readonly string[],
  file = `${entry}.node.js`,
): Promise<void> => {
  const text = `import commonJs from "./${entry}.cjs";\n\nexport const { ${[...names].toSorted().join(", ")} } = commonJs;\n`;
  await writeFile(`dist/${file}`, text);
};
