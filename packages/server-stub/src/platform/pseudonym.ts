import { hash } from "node:crypto";

/**
 * A name for a secret that says nothing about it and is the same each time. `salt` belongs to the namespace, so that
 * names cannot be looked up in a table.
 */
export const pseudonym = (salt: string, secret: string): string =>
  hash("sha256", `${salt}\n${secret}`, "hex").slice(0, 12);

/** What stands in place of every secret that is shown. */
export const MASK = "****";

/** An access token as it may be shown: the mask says which one it is, but not what it is. */
export const maskToken = (salt: string, accessToken: string): string => MASK + pseudonym(salt, accessToken);

const MASKED = /^\*{4}([0-9a-f]{12})$/;

/** The pseudonym of an access token, or of the one that a mask stands for: a page can send what it may not see. */
export const tokenPseudonym = (salt: string, accessToken: string): string =>
  MASKED.exec(accessToken)?.[1] ?? pseudonym(salt, accessToken);

export const isMask = (accessToken: string): boolean => MASKED.test(accessToken);
