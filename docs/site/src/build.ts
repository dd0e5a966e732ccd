// Builds the docs site into `dist`: one folder that any static host can serve, also below a sub-path.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { renderReference } from "./reference.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const dist = at("../dist");

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const [messages, control] = await Promise.all([
  renderReference(at("../../../spec/openapi.yaml"), "Mini Program Messages"),
  renderReference(at("../../../spec/control.openapi.yaml"), "Control API of the server stub"),
]);
await writeFile(`${dist}/index.html`, messages);
await writeFile(`${dist}/control.html`, control);
