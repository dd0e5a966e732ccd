import { LINK_MEND, TOKEN_PARAMETER } from "../gateway/guard.js";
import { nearest } from "../model/nearest.js";
import { shorten } from "../model/shorten.js";
import { illegal } from "./refusal.js";

/** A name that nobody knows, in a message. */
export const showName = (name: string): string => JSON.stringify(shorten(name));

const NUMBERS = new Set(["limit", "wait"]);

const unknownMend = (name: string, known: readonly string[]): string => {
  const near = nearest(name, known);
  if (near !== undefined) return `did you mean ${near}?`;
  if (name === TOKEN_PARAMETER) return LINK_MEND;
  return known.length === 0 ? "this call takes none" : `known are ${known.join(", ")}`;
};

/**
 * A misspelt filter must not list everything, nor clear everything; of two values one would be dropped; and a schema's numbers
 * would take 1e3.
 *
 * @throws ControlRefusal naming the parameter.
 */
export const checkQuery = (sent: URLSearchParams, known: readonly string[]): void => {
  for (const name of new Set(sent.keys())) {
    if (!known.includes(name))
      throw illegal("query", `has an unknown parameter ${showName(name)}; ${unknownMend(name, known)}`);
    const [value = "", ...more] = sent.getAll(name);
    if (more.length > 0) throw illegal(name, "must be given once");
    if (NUMBERS.has(name) && !/^-?[0-9]+$/.test(value)) throw illegal(name, "must be a whole number");
  }
};
