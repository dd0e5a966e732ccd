import type { Report } from "./report.js";

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** The run in one sentence, for somebody who reads nothing else. */
export const headlineOf = ({ cases, counts }: Report): string => {
  const failed = cases.filter(({ status, expected }) => status === "failed" && expected !== true);
  const documented = failed.filter(({ level }) => level === "documented");
  // One sentence may fail several cases, and one case may enforce several: what counts is which sentences are broken.
  const sentences = new Set(documented.map(({ statement }) => statement)).size;
  const readings = failed.length - documented.length;
  const stale = cases.filter((one) => one.stale === true).length;
  const parts = [
    sentences === 0 ? "No sentence is broken" : count(sentences, "sentence is broken", "sentences are broken"),
    ...(readings === 0 ? [] : [count(readings, "reading differs", "readings differ")]),
    ...(counts.expected === 0 ? [] : [count(counts.expected, "fails as expected", "fail as expected")]),
    ...(stale === 0 ? [] : [count(stale, "expected failure passes", "expected failures pass")]),
    ...(counts.inconclusive === 0 ? [] : [`${counts.inconclusive} could not be judged`]),
  ];
  return `${parts.join(", ")}: ${counts.passed} of ${counts.total} cases passed.`;
};
