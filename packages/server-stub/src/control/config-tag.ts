import { createHash } from "node:crypto";
import type { Paused } from "../model/slices.js";
import type { NamespaceState } from "../store/store.js";

/** Rows that one turn of the event loop hashes. */
const ROWS_IN_A_TURN = 2000;

/** The ETag of a configuration: changes whenever the configuration does, and says nothing about the tokens in it. */
export function* configTag({ config, salt }: Pick<NamespaceState, "config" | "salt">): Paused<string> {
  const hash = createHash("sha256").update(`${salt}\n`);
  for (const [name, part] of Object.entries<unknown>({ ...config })) {
    hash.update(name);
    const rows: readonly unknown[] = Array.isArray(part) ? part : [part];
    for (let start = 0; start < rows.length; start += ROWS_IN_A_TURN) {
      if (start > 0) yield;
      hash.update(JSON.stringify(rows.slice(start, start + ROWS_IN_A_TURN)));
    }
  }
  return `"${hash.digest("base64url").slice(0, 22)}"`;
}

/** The end of a tag, with what a server adds to that of an answer that it compresses: Apache within the quotes, Jetty with two hyphens. */
const ending = /^(?:--?(?:gzip|br|deflate|zstd))?"$/;

/**
 * Whether an `If-Match` header holds for a tag: `*`, or a list that names it. Weak or not, other than RFC 9110 has it: a proxy
 * weakens or marks the tag of what it compresses anew, and the configuration is the same.
 */
export const matchesTag = (ifMatch: string, tag: string): boolean => {
  const tags = ifMatch.split(",").map((one) => one.trim().replace(/^W\//, ""));
  // It may end with a hyphen of its own.
  const beginning = tag.slice(0, -1);
  return (
    ifMatch.trim() === "*" || tags.some((one) => one.startsWith(beginning) && ending.test(one.slice(beginning.length)))
  );
};
