import { byLane } from "@miniprogram-messages/lane";
import { describe, expect, it } from "vitest";
import { here } from "./command.js";
import { BUNDLER, COMPILERS, NODE10, NODE16, NODENEXT, compile, settings } from "./compiler.js";
import { makeConsumer } from "./consumer.js";
import { readManifest } from "./manifest.js";

/** What the oldest and the newest take, those between them take nearly always. */
const versions = byLane<readonly (keyof typeof COMPILERS)[]>("versions of TypeScript that compile the tarballs", {
  quick: ["5.4.5", "7.0.2"],
  full: ["5.4.5", "5.9.3", "6.0.3", "7.0.2"],
});
const compilers = versions.map((version) => [version, COMPILERS[version]] as const);

describe.each(compilers)("TypeScript %s", (version, compiler) => {
  it("is the version that it says", async () => {
    expect((await readManifest(here(`node_modules/${compiler}`))).version).toBe(version);
  });

  it("compiles a sender with nodenext", async () => {
    const files = { "tsconfig.json": settings(NODENEXT, ["typed.ts"]) };
    const folder = await makeConsumer({ own: ["@types/node"], files, copies: ["typed.ts"] });
    expect(await compile(compiler, folder)).toBe("exit 0");
  });

  it("compiles a CommonJS sender with node16", async () => {
    const files = { "tsconfig.json": settings({ ...NODE16, verbatimModuleSyntax: false }, ["commonjs.cts"]) };
    const folder = await makeConsumer({ type: "commonjs", files, copies: ["commonjs.cts"] });
    expect(await compile(compiler, folder)).toBe("exit 0");
  });

  it("compiles a sender with bundler", async () => {
    const files = { "tsconfig.json": settings(BUNDLER, ["typed.ts"]) };
    expect(await compile(compiler, await makeConsumer({ files, copies: ["typed.ts"] }))).toBe("exit 0");
  });

  it("compiles the use of signature with no globals", async () => {
    const files = { "tsconfig.json": settings({ ...NODENEXT, types: [] }, ["signature-only.ts"]) };
    const folder = await makeConsumer({ packages: ["signature"], files, copies: ["signature-only.ts"] });
    expect(await compile(compiler, folder)).toBe("exit 0");
  });
});

// TypeScript 6 deprecates this resolution, 7 has it no more.
it.each(compilers.filter(([version]) => version.startsWith("5.")))(
  "TypeScript %s compiles a CommonJS sender with node10",
  async (_version, compiler) => {
    const files = { "tsconfig.json": settings({ ...NODE10, verbatimModuleSyntax: false }, ["commonjs.cts"]) };
    const folder = await makeConsumer({ type: "commonjs", files, copies: ["commonjs.cts"] });
    expect(await compile(compiler, folder)).toBe("exit 0");
  },
);
