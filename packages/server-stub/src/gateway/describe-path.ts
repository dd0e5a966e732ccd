import { shorten } from "../model/shorten.js";

/** Maps whose keys are the sender's: they are not shown. */
export const OPEN_MAPS = new Set<PropertyKey>(["templateParameters"]);

/** A path as people write it, such as `users[0].status`. */
export const describePath = (path: readonly PropertyKey[]): string => {
  let field = "";
  for (const key of path) {
    const name = shorten(String(key));
    if (typeof key === "number") field += `[${key}]`;
    else field += field === "" ? name : `.${name}`;
    if (OPEN_MAPS.has(key)) return field;
  }
  return field === "" ? "body" : field;
};
