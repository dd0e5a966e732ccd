// What the quick lane leaves out, read from the sources: nobody keeps a second list.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { workspacePackages } from "./packages.mjs";

/**
 * One line for each test file, test and count that `npm test` has less of than `npm test -- --full`.
 *
 * @param {string} root the repository
 * @returns {{ where: string, what: string }[]}
 */
export function leftOutOfQuickLane(root) {
  return workspacePackages(root)
    .flatMap(sourcesBelow)
    .filter((path) => /\.m?tsx?$/.test(path) && !path.includes(join("tools", "lane", "src")))
    .flatMap((path) => rowsOf(readFileSync(path, "utf8"), relative(root, path)));
}

/**
 * The rows of one source. A call that cannot be read is an error: it would be missing from the list.
 *
 * @param {string} source
 * @param {string} where
 */
export function rowsOf(source, where) {
  if (where.endsWith(".full.test.ts")) return [{ where, what: "the whole file" }];
  return [...source.matchAll(/\b(byLane|fullLaneOnly\.(?:test|describe))(?:<[^>]*>)?\(\s*/g)].map((call) => {
    const rest = source.slice(call.index + call[0].length);
    const name = /^(["'`])(.*?)\1/s.exec(rest)?.[2];
    if (name === undefined) throw new Error(`${where}: ${call[1]}(…) needs a literal as its first argument`);
    return { where, what: call[1] === "byLane" ? `${name}: ${countsOf(rest, where)}` : name };
  });
}

function countsOf(rest, where) {
  const lanes = /\{\s*quick:(.*?),\s*full:(.*?),?\s*\},?\s*\)/s.exec(rest);
  if (lanes === null) throw new Error(`${where}: byLane(…) needs { quick: …, full: … }, in that order`);
  return `${lanes[1].trim()} of ${lanes[2].trim()}`;
}

const NOT_SOURCES = new Set(["node_modules", "dist", "reports", ".turbo", "generated"]);

function sourcesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_SOURCES.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourcesBelow(path) : [path];
  });
}
