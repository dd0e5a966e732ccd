import { codeOf } from "./error-code.js";

const again = "and start the stub again";

/** Whose limit for open files is reached, and how to raise it, by what the operating system says. */
const limits: Readonly<Record<string, string>> = {
  EMFILE: `no file descriptor is left: the limit of this process for open files is reached; raise it (\`ulimit -n 1024\`, or LimitNOFILE of a service) ${again}`,
  ENFILE: `no file descriptor is left: the limit of the whole system for open files is reached; raise it (\`sysctl fs.file-max\`) ${again}`,
};

/** Of an error that says so, in words: whatever is opened may be the one too many. */
export const descriptorLimit = (error: unknown): string | undefined => limits[codeOf(error)];
