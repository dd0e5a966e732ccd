import type { Attempt } from "../control/rows.js";

type Fit = NonNullable<Attempt["rendering"]>[number];

const fallback = ({ wanted, language }: Fit): string[] =>
  wanted === undefined ? [] : [`${wanted} shown in ${language}`];

/** What of the templates did not come out as it was sent, each in a few words: for a row and for a card. */
export const fitMarks = (fit: Fit | undefined): readonly string[] => {
  if (fit === undefined) return [];
  return [...fallback(fit), ...(fit.missing.length === 0 ? [] : [`without ${fit.missing.join(", ")}`])];
};

/** The marks of an attempt, elements that the user does not see included. */
export const renderingMarks = ({ rendering = [] }: Attempt): readonly string[] => {
  const unused = rendering.filter((fit) => fit.unused === true).length;
  return [...fitMarks(rendering.find((fit) => fit.unused !== true)), ...unusedMark(unused)];
};

/** Says how many elements of `templates` the user does not see. */
export const unusedMark = (count: number): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? "element" : "elements"} not shown`];
