import { StubError } from "../model/errors.js";
import { nearest } from "../model/nearest.js";
import type { ListenOptions } from "./stub.js";
import type { StubOptions } from "./options.js";

/** The compiler demands every name here. */
type Names<T> = { readonly [Name in keyof T]-?: true };

const STUB: Names<StubOptions> = {
  store: true,
  config: true,
  startConfig: true,
  prefix: true,
  allowHosts: true,
  allowOrigins: true,
  reloadConfig: true,
  logger: true,
  now: true,
  newMessageId: true,
};

const LISTEN: Names<ListenOptions> = { port: true, host: true, token: true, tls: true };

/**
 * For callers in JavaScript: a misspelt option would be ignored. Names that are like no option are left alone, since people spread what
 * settings they have.
 *
 * @throws StubError `OPTION_ILLEGAL` with the name that was meant.
 */
const refuseMisspelt =
  <T extends object>(known: Names<T>) =>
  (options: T): void => {
    for (const [name, value] of Object.entries(options)) {
      const meant = Object.hasOwn(known, name) ? undefined : nearest(name, Object.keys(known));
      if (meant !== undefined && value !== undefined)
        throw new StubError("OPTION_ILLEGAL", `${name}: no such option; did you mean ${meant}?`);
    }
  };

export const checkStubNames = refuseMisspelt(STUB);
export const checkListenNames = refuseMisspelt(LISTEN);
