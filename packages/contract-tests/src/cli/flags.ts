import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { operations, type OperationId } from "../spec/operation.js";
import { CannotRun } from "./cannot-run.js";
import { flagError } from "./flag-error.js";

/** What every command of the suite answers. */
export const helpFlags = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

/** Where the reports go. */
export const reportFlags = {
  junit: { type: "string" },
  json: { type: "string" },
  html: { type: "string" },
} as const;

/** Reads the flags of a command. @throws CannotRun with one line that names the flag. */
export const readFlags = <const Flags extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  flags: Flags,
  command: string,
) => {
  try {
    return parseArgs({ args: [...argv], options: flags, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw flagError(error, command);
  }
};

/** An http or https address, without slashes at its end. `what` says whose it is. */
export const addressOf = (flag: string, text: string | undefined, what: string): string => {
  if (text === undefined) throw new CannotRun(`${flag} is missing: give ${what}, such as http://127.0.0.1:4010`);
  if (!URL.canParse(text) || !/^https?:$/u.test(new URL(text).protocol)) {
    throw new CannotRun(`${flag} ${text} is no http or https address.`);
  }
  return text.replace(/\/+$/u, "");
};

/** The operations that were named, in the order of the document; undefined when none was. */
export const operationsOf = (names: readonly string[] | undefined): readonly OperationId[] | undefined => {
  if (names === undefined) return undefined;
  const known = operations.map(({ id }) => id);
  const wrong = names.find((name) => !known.some((id) => id === name));
  if (wrong !== undefined) throw new CannotRun(`--operation ${wrong} is none: give ${known.join(" or ")}.`);
  return known.filter((id) => names.includes(id));
};

/** A whole number. */
export const wholeNumberOf = (
  flag: string,
  text: string | undefined,
  { least, fallback }: { readonly least: number; readonly fallback: number },
): number => {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < least)
    throw new CannotRun(`${flag} ${text === "" ? "''" : text} is no whole number from ${least}.`);
  return value;
};
