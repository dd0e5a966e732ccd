import { existsSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** As many as operating systems follow; more of them lead in a circle. */
const mostLinks = 40;

const targetOf = (file: string): string | undefined => {
  try {
    return readlinkSync(file);
  } catch {
    // It is no link, or nothing at all.
    return undefined;
  }
};

/**
 * Two ways to one file are one file, which has one lock; also where the file, or its folder, is not there (any more), and where a
 * link leads to a file that is still to be made.
 */
export const realFile = (path: string, links = 0): string => {
  const file = resolve(path);
  if (existsSync(file)) return realpathSync(file);
  const target = links < mostLinks ? targetOf(file) : undefined;
  if (target !== undefined) return realFile(resolve(dirname(file), target), links + 1);
  const folder = dirname(file);
  return folder === file ? file : join(realFile(folder, links), basename(file));
};
