import { codeOf } from "./error-code.js";

/** Why a library of the stub cannot be loaded, with the mend; undefined for whatever is no matter of packaging. */
export const missingLibrary = (name: string, cause: unknown): string | undefined => {
  if (!(cause instanceof Error)) return undefined;
  if (cause.message.startsWith("Dynamic require of ")) {
    return (
      `${name} is CommonJS, which a bundle in ES modules has no require for: leave ${name} out of the bundle ` +
      `(external), or give the bundle one by a banner with createRequire`
    );
  }
  const isMissing = codeOf(cause).endsWith("MODULE_NOT_FOUND");
  return isMissing ? `${name} is not installed beside the bundle: npm install ${name}` : undefined;
};
