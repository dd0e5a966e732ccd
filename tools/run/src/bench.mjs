// `npm run bench [-- group …]`: builds, then measures with the pinned Node.js.
import { join } from "node:path";
import { fail, install, pinnedNode, requireNode, root, run, turbo } from "./workspace.mjs";

requireNode();
await install();
if ((await turbo(["build"], { quiet: true })) !== 0) fail("Building failed: see the lines above.");
process.exitCode = await run(pinnedNode, [join(root, "bench", "src", "main.ts"), ...process.argv.slice(2)]);
// The tables have been written without regard to their columns' widths.
await run(join(root, "node_modules", ".bin", "oxfmt"), [join(root, "bench", "README.md")]);
