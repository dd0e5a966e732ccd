import { repositoryText } from "./language-guide.ts";

/** The guide "Behind a proxy, in a container". */
export const proxyGuide = (): string => repositoryText("docs/guides/behind-a-proxy.md");

/** Its code blocks in a language, in their order. */
export const blocksOf = (language: string): readonly string[] =>
  [...proxyGuide().matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, text = ""]) => text);
