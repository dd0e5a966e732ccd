import { readFileSync } from "node:fs";

const root = new URL("../../../../", import.meta.url);

/** A page of `docs/guides/` that holds one whole program in another language. */
export interface LanguageGuide {
  /** The program, as a reader would copy it. */
  readonly program: string;
  /** The file name that the page gives it. */
  readonly file: string;
  /** The line that the program is to print for the vector. */
  readonly vector: string;
}

/** A file of the repository, as text. */
export const repositoryText = (path: string): string => readFileSync(new URL(path, root), "utf8");

/** The overview that every guide's vector must agree with. */
export const vectorOfOverview = (): string => blockOf(repositoryText("docs/guides/languages.md"), "text");

/** Reads `docs/guides/language-<name>.md`. */
export const readLanguageGuide = (name: string): LanguageGuide => {
  const page = repositoryText(`docs/guides/language-${name}.md`);
  const blocks = [...page.matchAll(/^```(?!sh\n```|text)\w+\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  return {
    program: blocks.toSorted((a, b) => b.length - a.length)[0] ?? "",
    file: /^Save the program below as `([^`]+)`/m.exec(page)?.[1] ?? "",
    vector: blockOf(page, "text"),
  };
};

const blockOf = (page: string, language: string): string =>
  new RegExp(`^\`\`\`${language}\\n(.*?)\\n\`\`\`$`, "ms").exec(page)?.[1] ?? "";
