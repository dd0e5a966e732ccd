import { fileOf, kindOf } from "./store-url.js";

/** What a check has found in a store. */
export interface StoreCheck {
  /** What is wrong; nothing when the store is sound. */
  readonly problems: readonly string[];
  /** How many of what is there. */
  readonly counts: Readonly<Record<string, number>>;
}

/** More say no more. */
export const MOST_PROBLEMS = 20;

/**
 * Reads everything that is in a store and looks for damage. Changes nothing, and needs no lock: a stub may be using the store.
 *
 * @throws StoreUnusableError when it cannot be read at all, StubError `OPTION_ILLEGAL` when the URL names none
 */
export const checkStore = async (url: string): Promise<StoreCheck> => {
  const kind = kindOf(url);
  if (kind === "memory") return { problems: [], counts: {} };
  if (kind === "sqlite") return (await import("./sqlite/check.js")).checkFile(fileOf(url) ?? "");
  return (await import("./postgres/check.js")).checkDatabase(url);
};
