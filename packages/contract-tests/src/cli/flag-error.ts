import { CannotRun } from "./cannot-run.js";

/** What the parser of flags says, as one line that helps. */
export const flagError = (error: unknown, command: string): CannotRun => {
  const [line = ""] = error instanceof Error ? error.message.split(/[\n]|\. To specify/u) : [];
  const flag = /^Option '(?:-\w, )?(--[\w-]+)\b.*argument is ambiguous/u.exec(line)?.[1];
  if (flag !== undefined) {
    return new CannotRun(`${flag} has no value, or one that begins with a hyphen: that is written ${flag}=<value>.`);
  }
  return new CannotRun(`${line.replace(/\.$/u, "")}. ${command} --help lists the flags.`);
};
