import type { Stats } from "node:fs";

/** What is no file, in words. */
export const kindOf = (stats: Stats): string => {
  if (stats.isDirectory()) return "a folder";
  return stats.isSymbolicLink() ? "a link" : "a device";
};
