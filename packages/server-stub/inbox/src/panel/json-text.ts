/** Where a JSON text breaks: its own words, with line and column where the browser tells them. */
export type JsonFault = { readonly message: string; readonly line: number | undefined };

const lineOf = (text: string, words: string): number | undefined => {
  const line = /line (\d+)/.exec(words)?.[1];
  if (line !== undefined) return Number(line);
  const position = /position (\d+)/.exec(words)?.[1];
  return position === undefined ? undefined : text.slice(0, Number(position)).split("\n").length;
};

export const jsonFault = (text: string): JsonFault | undefined => {
  try {
    JSON.parse(text);
    return undefined;
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : "No JSON";
    return { message, line: lineOf(text, message) };
  }
};
