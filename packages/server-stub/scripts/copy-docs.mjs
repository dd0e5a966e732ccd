// The docs site travels inside the package, so that the stub can serve it without a network.
import { cpSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const from = dirname(fileURLToPath(import.meta.resolve("@miniprogram-messages/docs-site/dist/index.html")));
const to = fileURLToPath(new URL("../dist/docs", import.meta.url));
rmSync(to, { recursive: true, force: true });
cpSync(from, to, { recursive: true });
