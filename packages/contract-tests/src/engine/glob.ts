/** `*` matches any run of characters, slashes included; everything else matches itself. */
export const globMatcher = (globs: readonly string[]): ((id: string) => boolean) => {
  const patterns = globs.map(
    (glob) => new RegExp(`^${glob.replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll(/\*+/gu, ".*")}$`, "u"),
  );
  return (id) => patterns.some((pattern) => pattern.test(id));
};
