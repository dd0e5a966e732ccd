import { operations } from "../spec/operation.js";
import type { Exchange } from "./exchange.js";

const codePattern = /"resultCode"\s*:\s*"([^"\\]*)"/u;

/** The result code of an answer, without reading all of it. */
export const codeIn = (text: string): string | undefined => codePattern.exec(text)?.[1];

/** `<operation> <code>` of every answer, each once. */
export const codesSeen = (exchanges: readonly Exchange[]): readonly string[] => {
  const seen = new Set<string>();
  for (const { request, text } of exchanges) {
    const operation = operations.find(({ path }) => request.url.endsWith(path));
    const code = codeIn(text);
    if (operation !== undefined && code !== undefined) seen.add(`${operation.id} ${code}`);
  }
  return [...seen];
};
