import { StubError } from "../model/errors.js";
import { shortenPath } from "../model/shorten.js";

/** Says what is wrong with a configuration file, and where. */
export const refuse = (file: string, line: number | undefined, text: string, cause?: unknown): StubError =>
  new StubError("CONFIG_ILLEGAL", `${shortenPath(file)}${line === undefined ? "" : `:${line}`}: ${text}`, cause);
