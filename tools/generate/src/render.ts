import { format } from "oxfmt";
import { GenerateError } from "./failure.ts";

const bannerOf = (sources: readonly string[]): string =>
  `// Generated from ${sources.join(" and ")} by \`pnpm generate\`. Do not edit.\n\n`;

/** Lays generated TypeScript out as the repository's own code is, so that a change of the spec reads as a small diff. */
export const renderTypeScript = async (fileName: string, sources: readonly string[], code: string): Promise<string> => {
  const { code: formatted, errors } = await format(fileName, bannerOf(sources) + code, { printWidth: 120 });
  const [error] = errors;
  if (error !== undefined) {
    throw new GenerateError(`${fileName}: the generated code does not parse (${error.message}); mend the generator`);
  }
  return formatted;
};
