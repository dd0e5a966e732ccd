/** Strings, and what opens, closes and parts; numbers and words are of no interest. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs;

/**
 * The first property that an object in a JSON text has twice. `JSON.parse` takes the last one and drops the others without a
 * word.
 *
 * @param text valid JSON
 */
export const duplicateProperty = (text: string): string | undefined => {
  /** Names of the open objects; undefined for a list. */
  const open: (Set<string> | undefined)[] = [];
  let last = "";
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token !== ":") last = token;
    else {
      const names = open.at(-1);
      const name: unknown = JSON.parse(last);
      if (names && typeof name === "string" && names.size === names.add(name).size) return name;
    }
  }
  return undefined;
};
