/** Kinds come from outside as well, such as the Hosts that somebody tries: memory and lines have to end somewhere. */
export const MOST_KINDS = 100;

/** Whatever else comes is counted together. */
const REST = "";

const isMilestone = (times: number): boolean => /^10*$/.test(String(times));

/**
 * For logs that say a thing the first time, and then the tenth, the hundredth and so on: not once for each.
 *
 * @returns counts one more of a kind; how many there are by now when that is worth a line, undefined when it is not
 */
export const countMilestones = (): ((kind: string) => number | undefined) => {
  const kinds = new Map<string, number>();
  return (kind) => {
    const known = kinds.has(kind) || kinds.size < MOST_KINDS ? kind : REST;
    const times = (kinds.get(known) ?? 0) + 1;
    kinds.set(known, times);
    return isMilestone(times) ? times : undefined;
  };
};
