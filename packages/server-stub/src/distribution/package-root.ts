import { existsSync } from "node:fs";

const candidates = ["../", "../../"].map((path) => new URL(path, import.meta.url));

/** Folder of this package: one up from the bundle in `dist`, two from this file in `src`. */
export const packageRoot: URL =
  candidates.find((folder) => existsSync(new URL("package.json", folder))) ?? new URL("../", import.meta.url);
