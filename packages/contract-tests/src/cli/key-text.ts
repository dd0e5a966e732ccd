import { existsSync, readFileSync, statSync } from "node:fs";
import { CannotRun } from "./cannot-run.js";

// The base64 of the smallest RSA key that is in use has more characters than this, and no path has so many.
const shortestKey = 200;

const looksLikeKey = (value: string): boolean =>
  value.includes("-----BEGIN") || (value.length >= shortestKey && /^[A-Za-z0-9+/=\s]+$/u.test(value));

/** A key as the path of a file or as its own text. A text that is neither is taken for a path that is wrong. */
export const keyText = (flag: string, value: string | undefined): string | undefined => {
  if (value === undefined || looksLikeKey(value)) return value;
  if (!existsSync(value)) {
    throw new CannotRun(`${flag}: ${value} cannot be read: there is no such file, and it is no key (PEM or base64).`);
  }
  if (!statSync(value).isFile()) throw new CannotRun(`${flag}: ${value} cannot be read: it is no file.`);
  try {
    return readFileSync(value, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "error";
    throw new CannotRun(`${flag}: ${value} cannot be read (${code}).`, { cause: error });
  }
};
