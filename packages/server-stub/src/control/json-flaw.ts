import { parseText } from "../gateway/json-text.js";
import type { Paused } from "../model/slices.js";
import { DEEPEST, MOST_NAMES, TOO_MANY_NAMES } from "./bounds.js";
import { showName } from "./check-query.js";

/** Strings, and what opens, closes and parts; numbers and words are of no interest. A string without its end goes on to the end of all. */
const TOKENS = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[{}[\]:,]/gs;

/** That one turn of the event loop looks at. */
const TOKENS_IN_A_TURN = 10_000;

/**
 * What no schema sees in a JSON text: a property that an object has twice, of which `JSON.parse` drops all but the last without
 * a word, and more than any call takes.
 *
 * @param text JSON; of what is none, what comes before the fault
 * @returns the rule that it breaks
 */
export function* findFlaw(text: string): Paused<string | undefined> {
  /** Names of the open objects; undefined for a list. */
  const open: (Set<string> | undefined)[] = [];
  let last = "";
  let seen = 0;
  for (const [token] of text.matchAll(TOKENS)) {
    seen += 1;
    if (seen % TOKENS_IN_A_TURN === 0) yield;
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token !== ":") last = token;
    else if (last.startsWith('"')) {
      const flaw = addName(open.at(-1), nameOf(last));
      if (flaw !== undefined) return flaw;
    }
    if (open.length > DEEPEST) return "is nested too deeply";
  }
  return undefined;
}

const nameOf = (token: string): string => {
  if (!token.includes("\\")) return token.slice(1, -1);
  const { value } = parseText(token);
  return typeof value === "string" ? value : token;
};

const addName = (names: Set<string> | undefined, name: string): string | undefined => {
  if (names?.has(name) === true) return `has the property ${showName(name)} twice; leave one of them out`;
  const size = names?.add(name).size ?? 0;
  return size > MOST_NAMES ? TOO_MANY_NAMES : undefined;
};
