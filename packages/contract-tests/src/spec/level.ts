import { errataLevels, statementsOf, type Level } from "./statement.js";

const strength: readonly Level[] = ["policy", "inferred", "documented"];

const weaker = (one: Level, other: Level): Level => (strength.indexOf(one) < strength.indexOf(other) ? one : other);

/** What a case says about its own level: a weak one outright, `documented` only by the words that demand it. */
export type Claim =
  | { readonly level: Exclude<Level, "documented">; readonly says?: undefined }
  /** Words of a sentence of the API pages; a statement that cites the case must hold them. */
  | { readonly says: RegExp; readonly level?: undefined };

/** Errata that a rule names: `… (E08)`. */
const errataOf = (rule: string): readonly string[] => rule.match(/\bE\d\d\b/gu) ?? [];

/**
 * The level of a case: `documented` when a documented sentence that cites it says so, never more than an erratum that
 * its rule names allows.
 */
export const levelOf = (id: string, rule: string, claim: Claim): Level => {
  const own = claim.says === undefined ? claim.level : isSaid(id, claim.says) ? "documented" : "inferred";
  return errataOf(rule).reduce<Level>((level, erratum) => weaker(level, errataLevels[erratum] ?? "policy"), own);
};

/** Whether a documented sentence that cites this case holds these words. */
export const isSaid = (id: string, says: RegExp): boolean =>
  statementsOf(id).some(({ level, quote }) => level === "documented" && says.test(quote));
