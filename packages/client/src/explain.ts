import { type Explanation, explanations } from "./generated/explanations.js";

export type { Explanation };

/**
 * What a result code means and what to do next, in the words of the API pages.
 *
 * @returns `undefined` for a code that the pages do not list: the set is open (E11).
 */
export const explain = (code: string | undefined): Explanation | undefined =>
  code !== undefined && Object.hasOwn(explanations, code) ? explanations[code as keyof typeof explanations] : undefined;
