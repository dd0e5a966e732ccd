// Run in the folder of a package, after `tsc` has written the declarations to `dist`: `cli.ts <entry>…`, each a file of `src`
// without its ending. What it writes for an entry is said in ADR 0020.
import { bundleCommonJs, bundleModules } from "./scripts.ts";
import { copyDeclarations } from "./declarations.ts";
import { writeWrapper } from "./wrapper.ts";

const entries = process.argv.slice(2);

const exportsOf = await bundleModules(entries);
await bundleCommonJs(entries);
for (const entry of entries) await writeWrapper(entry, exportsOf(entry));
await copyDeclarations("dist");
