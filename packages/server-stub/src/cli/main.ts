import { StubError } from "../model/errors.js";
import { version } from "../distribution/version.js";
import { type Environment, readArguments } from "./arguments.js";
import { helpText } from "./help.js";

const isColoured = (stream: NodeJS.WriteStream, environment: Environment): boolean =>
  stream.isTTY && !environment["NO_COLOR"];

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });

/** One clear line for everything that can go wrong at start; a stack only for what nobody foresaw. */
const complain = (error: unknown, environment: Environment): void => {
  const isForeseen = error instanceof StubError;
  const text = isForeseen ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  const line = `server-stub: ${text.replaceAll(isForeseen ? /\s*\n\s*/g : /$^/g, " ")}`;
  process.stderr.write(isColoured(process.stderr, environment) ? `\u001B[31m${line}\u001B[39m\n` : `${line}\n`);
};

/** Runs the command line; returns the exit code. */
export const main = async (args: readonly string[], environment: Environment): Promise<number> => {
  try {
    const parsed = readArguments(args, environment);
    // Loaded when needed: help and complaints come at once.
    if (parsed.command === "serve") await (await import("./serve.js")).serve(parsed.serve, { print, stopped });
    else if (parsed.command === "check") return await (await import("./check.js")).check(parsed.store, print);
    else if (parsed.command === "help") process.stdout.write(helpText(isColoured(process.stdout, environment)));
    else if (parsed.command === "version") print(version);
    else process.stdout.write(await (await import("./keygen.js")).keygenText());
    return 0;
  } catch (error) {
    complain(error, environment);
    return 1;
  }
};
