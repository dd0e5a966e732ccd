import { InvalidOptionError } from "./errors.js";

/** Whether at most so many letters, left out, added or taken for others, tell two words apart. */
const isNear = (one: string, other: string, edits = 2): boolean => {
  if (one === other || edits === 0) return one === other;
  let at = 0;
  while (one[at] === other[at]) at += 1;
  const [left, right] = [one.slice(at), other.slice(at)];
  return [
    [left.slice(1), right.slice(1)],
    [left, right.slice(1)],
    [left.slice(1), right],
  ].some(([rest = "", otherRest = ""]) => isNear(rest, otherRest, edits - 1));
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, "");

/**
 * Refuses a name that most likely stands for a known one: it would be ignored, and with a misspelt privateKey every request would go
 * unsigned. Whatever is like none of them belongs to somebody else: people spread the settings that they have into options.
 */
export const refuseMisspelt = (unknown: object, known: readonly string[]): void => {
  for (const [name, value] of Object.entries(unknown)) {
    const meant = known.find((candidate) => isNear(plain(name), plain(candidate)));
    if (meant !== undefined && value !== undefined)
      throw new InvalidOptionError(`${name}: no such option; did you mean ${meant}?`);
  }
};
