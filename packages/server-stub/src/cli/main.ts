import { version } from "../distribution/version.js";
import { descriptorLimit } from "../model/descriptor-limit.js";
import { StubError } from "../model/errors.js";
import { readArguments } from "./arguments.js";
import { helpText } from "./help.js";
import type { Environment } from "./settings.js";

/** A stream that people or programs read. */
interface Output {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** What the command talks to. */
interface Streams {
  readonly stdout: Output;
  readonly stderr: Output;
}

const isColoured = ({ isTTY = false }: Output, environment: Environment): boolean => isTTY && !environment["NO_COLOR"];

const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });

/** What comes out of a file or an argument may have codes in it that terminals obey. */
const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ").replaceAll(/\p{Cc}/gu, "\uFFFD");

/** One clear line for everything that can go wrong at start; a stack only for what nobody foresaw. */
const complain = (error: unknown, environment: Environment, stderr: Output): void => {
  const foreseen = error instanceof StubError ? error.message : descriptorLimit(error);
  const unforeseen = (): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
  const line = `server-stub: ${foreseen === undefined ? unforeseen() : oneLine(foreseen)}`;
  stderr.write(isColoured(stderr, environment) ? `\u001B[31m${line}\u001B[39m\n` : `${line}\n`);
};

/** Whoever has removed it, as a script does that cleans up, leaves a process that knows of no files. @throws StubError */
const assertFolder = (): void => {
  try {
    process.cwd();
  } catch (cause) {
    throw new StubError("OPTION_ILLEGAL", "the working folder was removed; change into one that is there", cause);
  }
};

/** Carries out a command and returns the exit code. What is needed is loaded then: help and complaints come at once. */
const carryOut = async (
  args: readonly string[],
  environment: Environment,
  { stdout, stderr }: Streams,
): Promise<number> => {
  const print = (line: string): void => void stdout.write(`${line}\n`);
  /** For people alone: what is written to a file or to another program has no use for it. */
  const advise = (text: string): void => {
    if (stderr.isTTY) stderr.write(`${text}\n`);
  };

  const parsed = readArguments(args, environment);
  if (parsed.command !== "help" && parsed.command !== "version") assertFolder();
  switch (parsed.command) {
    case "help":
      stdout.write(helpText(isColoured(stdout, environment)));
      break;
    case "version":
      print(version);
      break;
    case "check":
      return (await import("./check.js")).check(parsed.store, print);
    case "init":
      print(await (await import("./init.js")).writeStarterConfig());
      break;
    case "keygen": {
      const { keygenText, writeKeys } = await import("./keygen.js");
      print(await (parsed.out === undefined ? keygenText() : writeKeys(parsed.out)));
      break;
    }
    case "serve":
      await (await import("./serve.js")).serve(parsed.serve, { print, advise, stopped });
      break;
  }
  return 0;
};

/** Runs the command line; returns the exit code. */
export const main = async (
  args: readonly string[],
  environment: Environment,
  streams: Streams = process,
): Promise<number> => {
  try {
    return await carryOut(args, environment, streams);
  } catch (error) {
    complain(error, environment, streams.stderr);
    return 1;
  }
};
