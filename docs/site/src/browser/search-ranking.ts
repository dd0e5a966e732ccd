import type { SearchEntry } from "../search-index.ts";

const mostShown = 12;

const score = ({ title, page, text }: SearchEntry, words: readonly string[]): number => {
  const heading = title.toLowerCase();
  const all = `${heading} ${page} ${text}`.toLowerCase();
  let sum = 0;
  for (const word of words) {
    if (!all.includes(word)) return 0;
    sum += heading.includes(word) ? 10 : 1;
  }
  return sum;
};

/** The words of a query, as they are compared. */
export const wordsOf = (query: string): string[] => query.toLowerCase().split(/\s+/).filter(Boolean);

/** The best entries that have every word, those with a word in their title first. */
export const rank = (entries: readonly SearchEntry[], words: readonly string[]): SearchEntry[] =>
  entries
    .map((entry) => ({ entry, points: words.length === 0 ? 0 : score(entry, words) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
    .slice(0, mostShown)
    .map(({ entry }) => entry);

/** The text around the first word. */
export const excerpt = (text: string, word: string): string => {
  const start = Math.max(0, text.toLowerCase().indexOf(word) - 40);
  return `${start > 0 ? "…" : ""}${text.slice(start, start + 140)}`;
};
