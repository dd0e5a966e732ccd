import { type Explanation, explanations } from "./generated/explanations.js";

export type { Explanation };

const table: Readonly<Record<string, Explanation>> = explanations;

/**
 * What a result code means and what to do next, in the words of the API pages.
 *
 * @returns `undefined` for a code that the pages do not list: the set is open (E11).
 */
export const explain = (code: string | undefined): Explanation | undefined =>
  code !== undefined && Object.hasOwn(table, code) ? table[code] : undefined;
