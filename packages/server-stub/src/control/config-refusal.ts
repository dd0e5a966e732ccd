import { StubError } from "../model/errors.js";

/** Says what is wrong with a configuration file, and where. */
export const refuse = (file: string, line: number | undefined, text: string, cause?: unknown): StubError =>
  new StubError("CONFIG_ILLEGAL", `${file}${line === undefined ? "" : `:${line}`}: ${text}`, cause);
