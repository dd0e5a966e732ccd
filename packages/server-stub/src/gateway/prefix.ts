import { StubError } from "../model/errors.js";
import { OPERATIONS } from "../model/operation.js";
import { PATHS, targetOf } from "./target.js";

/** Behind the stub's own paths, or in a namespace, the API would be out of reach. */
const leadsToApi = (prefix: string): boolean =>
  OPERATIONS.every((operation) => targetOf(`${prefix}${PATHS[operation]}`, prefix)?.operation === operation);

const illegal = (name: string, rule: string): StubError =>
  new StubError("OPTION_ILLEGAL", `${name}: must ${rule}, such as /api/open`);

/**
 * A prefix as paths are compared with: undefined takes any, an empty one is none, else it starts with a slash and ends
 * without one.
 *
 * @throws StubError `OPTION_ILLEGAL`
 */
export const readPrefix = (text: string | undefined, name = "prefix"): string | undefined => {
  if (text === undefined) return undefined;
  const prefix = text.replace(/\/+$/, "");
  if (prefix !== "" && !prefix.startsWith("/")) throw illegal(name, "start with a slash");
  if (!/^[!-~]*$/.test(prefix)) throw illegal(name, "have visible ASCII characters alone, others percent-encoded");
  if (/[?#]|\/v2(?:\/|$)/.test(prefix)) throw illegal(name, "be a path before /v2");
  if (!leadsToApi(prefix)) throw illegal(name, "be none of the stub's own paths: /_stub, /docs, /assets, /ns");
  return prefix;
};
