/** Edits (insert, remove, replace, swap neighbours) that lead from one word to the other. */
const distance = (left: string, right: string): number => {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: right.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= left.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const replaced = (last[column - 1] ?? 0) + (isSame ? 0 : 1);
      const isSwapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const swapped = isSwapped ? (before[column - 2] ?? 0) + 1 : replaced;
      next.push(Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, replaced, swapped));
    }
    [before, last] = [last, next];
  }
  return last.at(-1) ?? 0;
};

/** Longer words are no slips of the pen. */
const LONGEST = 64;

const plain = (word: string): string => word.toLowerCase().replaceAll(/[-_\s]/g, "");

/** The known name that a misspelt one most likely stands for; undefined when none is near. Case, `-` and `_` count nothing. */
export const nearest = (name: string, known: readonly string[]): string | undefined => {
  if (name.length > LONGEST) return undefined;
  const near = known
    .map((candidate) => ({ candidate, edits: distance(plain(name), plain(candidate)) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(Math.min(name.length, candidate.length) / 3)))
    .toSorted((left, right) => left.edits - right.edits);
  return near[0]?.candidate;
};
