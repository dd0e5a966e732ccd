import { build, type BuildOptions } from "esbuild";

const optionsFor = (entries: readonly string[]): BuildOptions => ({
  entryPoints: entries.map((entry) => `src/${entry}.ts`),
  bundle: true,
  packages: "external",
  target: "es2022",
  outdir: "dist",
  logLevel: "warning",
});

/** Writes `dist/<entry>.js`, which bundlers can shake, and answers with the names that an entry exports. */
export const bundleModules = async (entries: readonly string[]): Promise<(entry: string) => readonly string[]> => {
  const { metafile } = await build({
    ...optionsFor(entries),
    format: "esm",
    splitting: true,
    chunkNames: "shared-[hash]",
    metafile: true,
  });
  return (entry) => {
    const output = metafile.outputs[`dist/${entry}.js`];
    if (output === undefined) throw new Error(`esbuild has written no dist/${entry}.js`);
    return output.exports;
  };
};

/** Writes `dist/<entry>.cjs`, each whole: classes that two entries share would be two. */
export const bundleCommonJs = async (entries: readonly string[]): Promise<void> => {
  await build({ ...optionsFor(entries), format: "cjs", outExtension: { ".js": ".cjs" } });
};
