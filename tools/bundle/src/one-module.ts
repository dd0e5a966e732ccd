import { build } from "esbuild";

/** Bundles TypeScript and all that it imports into one ES module for Node, the driver of PostgreSQL included. */
export const oneModule = async (entry: string, outfile: string): Promise<void> => {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    // The driver is a CommonJS module that asks for parts of Node.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    external: ["pg-native"],
    logLevel: "warning",
  });
};
