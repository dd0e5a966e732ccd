import { type Explanation, explanations } from "./generated/explanations.js";

export type { Explanation };

const table: Readonly<Record<string, Explanation>> = explanations;

/**
 * What a result code means and what to do next, in the words of the API pages.
 *
 * @example
 * ```ts
 * import { explain } from "@miniprogram-messages/client/explain";
 *
 * console.log(explain("EXPIRED_ACCESS_TOKEN")?.action);
 * ```
 * @returns `undefined` for a code that the pages do not list: the set is open (E11).
 */
export const explain = (code: string | undefined): Explanation | undefined =>
  code !== undefined && Object.hasOwn(table, code) ? table[code] : undefined;
