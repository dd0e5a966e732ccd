import { describe, expect, it } from "vitest";
import { command, here, outcome } from "./command.js";
import { makeConsumer } from "./consumer.js";

const COMPILERS = { "5.9.3": "typescript-5.9", "6.0.3": "typescript-6.0", "7.0.2": "typescript" };
const RESOLUTIONS = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
};
const GLOBALS = {
  "@types/node": { lib: ["es2023"], types: ["node"] },
  DOM: { lib: ["es2023", "dom", "dom.iterable"], types: [] },
};

const cases = Object.entries(COMPILERS).flatMap(([version, compiler]) =>
  Object.entries(RESOLUTIONS).map(([name, resolution]) => ({ version, compiler, name, resolution })),
);

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

describe.each(cases)("TypeScript $version with $name", ({ version, compiler, resolution }) => {
  it("is the version that it says", async () => {
    const args = [here(`node_modules/${compiler}/bin/tsc`), "--version"];
    expect((await command(process.execPath, args)).stdout).toContain(version);
  });

  it.each(Object.entries(GLOBALS))("compiles a sender over %s", async (_name, globals) => {
    const files = { "tsconfig.json": settings({ ...resolution, ...globals }, ["typed.ts"]) };
    const own = globals.types.map((name) => `@types/${name}`);
    expect(await compile(compiler, await makeConsumer({ own, files, copies: ["typed.ts"] }))).toBe("exit 0");
  });

  it("compiles the use of signature without any globals", async () => {
    const options = { ...resolution, lib: ["es2023"], types: [] };
    const files = { "tsconfig.json": settings(options, ["signature-only.ts"]) };
    const folder = await makeConsumer({ packages: ["signature"], files, copies: ["signature-only.ts"] });
    expect(await compile(compiler, folder)).toBe("exit 0");
  });
});
