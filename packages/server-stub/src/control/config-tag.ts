import { hash } from "node:crypto";
import type { NamespaceState } from "../store/store.js";

/** The ETag of a configuration: changes whenever the configuration does, and says nothing about the tokens in it. */
export const configTag = ({ config, salt }: Pick<NamespaceState, "config" | "salt">): string =>
  `"${hash("sha256", `${salt}\n${JSON.stringify(config)}`, "base64url").slice(0, 22)}"`;

/**
 * Whether an `If-Match` header holds for a tag: `*`, or a list that names it. Weak or not, other than RFC 9110 has it: a proxy
 * weakens the tag of what it compresses anew, and the configuration is the same.
 */
export const matchesTag = (ifMatch: string, tag: string): boolean =>
  ifMatch.trim() === "*" || ifMatch.split(",").some((one) => one.trim().replace(/^W\//, "") === tag);
