import { normalise } from "./page.ts";

/** A JSON value that the page shows, with the line before it that names it. */
export interface PageSample {
  readonly label: string;
  readonly value: unknown;
}

const parseJson = (text: string): { value: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
};

const isLabel = (text: string): boolean => text !== "" && text !== "copy";

/**
 * The JSON blocks of a page in their order. Comment lines are dropped (erratum E24) and no-break spaces, which JSON does not
 * know, become spaces.
 */
export const samplesOf = (source: string): PageSample[] => {
  const lines = source.split("\n").map((line) => line.replaceAll("\u00a0", " "));
  const samples: PageSample[] = [];
  let label = "";
  for (let index = 0; index < lines.length; index += 1) {
    const line = normalise(lines[index] ?? "");
    if (line !== "{" && line !== "[") {
      if (isLabel(line)) label = line;
      continue;
    }
    for (let end = index + 1; end <= lines.length; end += 1) {
      const block = lines.slice(index, end).filter((text) => !text.trim().startsWith("//"));
      const parsed = parseJson(block.join("\n"));
      if (parsed === undefined) continue;
      samples.push({ label, value: parsed.value });
      index = end - 1;
      break;
    }
  }
  return samples;
};
