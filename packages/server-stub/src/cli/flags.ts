import { parseArgs } from "node:util";
import { StubError } from "../model/errors.js";
import { nearest } from "../model/nearest.js";
import { shorten } from "../model/shorten.js";
import { SETTINGS, type Setting } from "./settings.js";

export const SEE = "see server-stub --help";

const settings: readonly Setting[] = Object.values(SETTINGS);

const FLAGS: Readonly<Record<string, { type: "string" | "boolean"; multiple?: boolean; short?: string }>> = {
  ...Object.fromEntries(
    settings.map(({ flag, isList }) => [flag, { type: "string" as const, multiple: isList === true }]),
  ),
  out: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
};

export const illegal = (text: string): StubError => new StubError("OPTION_ILLEGAL", text);

/** The known name that was probably meant. */
export const suggest = (name: string, known: readonly string[], prefix = ""): string => {
  const near = nearest(name, known);
  return near === undefined ? SEE : `${SEE}; did you mean ${prefix}${near}?`;
};

const LONGEST_WORDS = 200;

/** The library's words, with the mend. */
const describeFlags = (cause: unknown): string => {
  const text = cause instanceof Error ? (cause.message.split(/[.\n]/, 1)[0] ?? "") : "illegal arguments";
  const unknown = /^Unknown option '--([^']*)'/.exec(text)?.[1];
  if (unknown !== undefined)
    return `Unknown option '--${shorten(unknown)}'; ${suggest(unknown, Object.keys(FLAGS), "--")}`;
  const [, flag, problem] = /^Option '(?:-\w, )?(--[\w-]+)[^']*' argument (missing|is ambiguous)/.exec(text) ?? [];
  if (problem === "missing") return `${flag}: its value is missing; ${SEE}`;
  if (problem !== undefined) return `${flag}: its value is missing, or to be written ${flag}=<value>; ${SEE}`;
  return `${shorten(text, LONGEST_WORDS)}; ${SEE}`;
};

/** Of two values one would be ignored. */
const refuseTwice = (tokens: readonly { readonly kind: string; readonly name?: string }[]): void => {
  const seen = new Set<string>();
  for (const { kind, name = "" } of tokens) {
    if (kind !== "option" || FLAGS[name]?.multiple === true) continue;
    if (seen.size === seen.add(name).size) throw illegal(`--${name}: is given twice; leave one of them out`);
  }
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true, strict: true, tokens: true });
  } catch (cause) {
    throw new StubError("OPTION_ILLEGAL", describeFlags(cause), cause);
  }
};

/**
 * Flags, and what stands between them.
 *
 * @throws StubError `OPTION_ILLEGAL` naming the flag.
 */
export const readFlags = (args: readonly string[]): { values: Record<string, unknown>; positionals: string[] } => {
  const { values, positionals, tokens } = parse(args);
  refuseTwice(tokens);
  return { values, positionals };
};
