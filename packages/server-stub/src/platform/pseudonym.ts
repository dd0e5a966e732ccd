import { hash } from "node:crypto";

/**
 * A name for a secret that says nothing about it and is the same each time. `salt` belongs to the namespace, so that
 * names cannot be looked up in a table.
 */
export const pseudonym = (salt: string, secret: string): string =>
  hash("sha256", `${salt}\n${secret}`, "hex").slice(0, 12);
