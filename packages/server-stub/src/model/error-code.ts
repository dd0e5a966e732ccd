/** What the system, a driver or Node calls an error, such as `ENOENT`; empty when it has no code. Errors of other realms have one, too. */
export const codeOf = (error: unknown): string => {
  if (typeof error !== "object" || error === null || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
};
