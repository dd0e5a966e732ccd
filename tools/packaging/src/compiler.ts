import { command, here, outcome } from "./command.js";

/** The supported compilers, and under which name this package depends on them. */
export const COMPILERS = {
  "5.4.5": "typescript-5.4",
  "5.9.3": "typescript-5.9",
  "6.0.3": "typescript-6.0",
  "7.0.2": "typescript",
};

/** A backend on Node, and whatever goes through a bundler: each with the globals that come with it. */
export const NODENEXT = { module: "nodenext", moduleResolution: "nodenext", lib: ["es2023"], types: ["node"] };
export const BUNDLER = {
  module: "esnext",
  moduleResolution: "bundler",
  lib: ["es2023", "dom", "dom.iterable"],
  types: [],
};

/** A CommonJS backend, as Node resolves for it, and as it was done before Node had `exports`. */
export const NODE16 = { module: "node16", moduleResolution: "node16", lib: ["es2023", "dom"], types: [] };
export const NODE10 = { module: "commonjs", moduleResolution: "node", lib: ["es2023", "dom"], types: [] };

/** A `tsconfig.json`, as strict as it goes, for these files alone. */
export const settings = (options: object, files: readonly string[]): string =>
  JSON.stringify({
    compilerOptions: {
      target: "es2022",
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      skipLibCheck: false,
      // The compiler's own declarations are nobody's here, and half of the work.
      skipDefaultLibCheck: true,
      noEmit: true,
      ...options,
    },
    files,
  });

/** Compiles the project in `folder`: `exit 0`, or what the compiler says. */
export const compile = async (compiler: string, folder: string): Promise<string> => {
  const args = [here(`node_modules/${compiler}/bin/tsc`), "-p", "tsconfig.json"];
  return outcome(await command(process.execPath, args, { cwd: folder }));
};
