// The docs site travels inside the package, so that the stub can serve it without a network.
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const from = dirname(fileURLToPath(import.meta.resolve("@miniprogram-messages/docs-site/dist/index.html")));
const to = fileURLToPath(new URL("../dist/docs", import.meta.url));
rmSync(to, { recursive: true, force: true });
cpSync(from, to, { recursive: true });

// Here, and nowhere else the site is served, the inbox page is one folder above.
for (const name of readdirSync(to).filter((file) => file.endsWith(".html"))) {
  const page = readFileSync(join(to, name), "utf8");
  writeFileSync(join(to, name), page.replace("<!-- inbox -->", '<a href="../">Inbox</a>'));
}
