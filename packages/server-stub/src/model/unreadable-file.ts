import { codeOf } from "./error-code.js";

const forbidden = "this user may not read the file; check its permissions, and those of its folder";

const reasons: Readonly<Record<string, string>> = {
  EACCES: forbidden,
  EISDIR: "this is a folder; name a file in it",
  ELOOP: "links on the way to it lead in a circle; correct them, or the path",
  ENAMETOOLONG: "its name, or its path, is too long; correct it",
  ENOENT: "there is no such file",
  ENOTDIR: "its folder is a file; correct the path",
  EPERM: forbidden,
};

/** Why somebody's file could not be read, with the mend. */
export const whyUnreadable = (cause: unknown): string => {
  const code = codeOf(cause);
  return reasons[code] ?? `the file cannot be read${code === "" ? "" : ` (${code})`}`;
};
