const MOST_KINDS = 1000;

const isMilestone = (times: number): boolean => /^10*$/.test(String(times));

/**
 * For logs that say a thing the first time, and then the tenth, the hundredth and so on: not once for each.
 *
 * @returns counts one more of a kind; how many there are by now when that is worth a line, undefined when it is not
 */
export const countMilestones = (): ((kind: string) => number | undefined) => {
  const kinds = new Map<string, number>();
  return (kind) => {
    // Kinds come from outside as well: memory has to end somewhere.
    if (!kinds.has(kind) && kinds.size >= MOST_KINDS) kinds.clear();
    const times = (kinds.get(kind) ?? 0) + 1;
    kinds.set(kind, times);
    return isMilestone(times) ? times : undefined;
  };
};
