import { existsSync, readdirSync, readFileSync } from "node:fs";
import { here } from "./command.js";

/** A fenced block of a page, as a reader copies it. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

const root = here("../..");
const filesIn = (folder: string): string[] => readdirSync(`${root}/${folder}`).map((file) => `${folder}/${file}`);

/** Everything that a user reads: README, guides, and what is packed beside the code. */
export const PAGES: readonly string[] = [
  "README.md",
  "SECURITY.md",
  ...filesIn("docs/guides").filter((file) => file.endsWith(".md")),
  ...[...filesIn("packages"), "packages/contract-tests/drivers"].map((folder) => `${folder}/README.md`),
].filter((page) => existsSync(`${root}/${page}`));

export const blocksOf = (page: string): Block[] =>
  [...readFileSync(`${root}/${page}`, "utf8").matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(
    ([, language = "", text = ""]) => ({ language, text }),
  );
