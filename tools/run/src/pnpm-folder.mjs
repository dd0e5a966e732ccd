// Run by npx, which puts the folder of the pnpm that it was asked for first: prints that folder.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const name = process.platform === "win32" ? "pnpm.cmd" : "pnpm";
const folder = (process.env.PATH ?? "").split(delimiter).find((entry) => existsSync(join(entry, name)));
process.stdout.write(folder ?? "");
