import { describe, expect, it } from "vitest";
import { command, here, outcome } from "./command.js";
import { makeConsumer } from "./consumer.js";

const COMPILERS = { "5.9.3": "typescript-5.9", "6.0.3": "typescript-6.0", "7.0.2": "typescript" };

/** A backend on Node, and whatever goes through a bundler: each with the globals that come with it. */
const PROJECTS = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext", lib: ["es2023"], types: ["node"] },
  bundler: { module: "esnext", moduleResolution: "bundler", lib: ["es2023", "dom", "dom.iterable"], types: [] },
};

const settings = (options: object, files: readonly string[]): string =>
  JSON.stringify({
    compilerOptions: {
      target: "es2022",
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      skipLibCheck: false,
      noEmit: true,
      ...options,
    },
    files,
  });

const compile = async (compiler: string, folder: string): Promise<string> => {
  const args = [here(`node_modules/${compiler}/bin/tsc`), "-p", "tsconfig.json"];
  return outcome(await command(process.execPath, args, { cwd: folder }));
};

describe.each(Object.entries(COMPILERS))("TypeScript %s", (version, compiler) => {
  it("is the version that it says", async () => {
    const args = [here(`node_modules/${compiler}/bin/tsc`), "--version"];
    expect((await command(process.execPath, args)).stdout).toContain(version);
  });

  it.each(Object.entries(PROJECTS))("compiles a sender with %s", async (_name, options) => {
    const files = { "tsconfig.json": settings(options, ["typed.ts"]) };
    const own = options.types.map((name) => `@types/${name}`);
    expect(await compile(compiler, await makeConsumer({ own, files, copies: ["typed.ts"] }))).toBe("exit 0");
  });

  it.each(Object.entries(PROJECTS))("compiles the use of signature with %s and no globals", async (_name, options) => {
    const files = { "tsconfig.json": settings({ ...options, lib: ["es2023"], types: [] }, ["signature-only.ts"]) };
    const folder = await makeConsumer({ packages: ["signature"], files, copies: ["signature-only.ts"] });
    expect(await compile(compiler, folder)).toBe("exit 0");
  });
});
