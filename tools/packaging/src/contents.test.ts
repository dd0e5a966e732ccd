import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { command, here, outcome, tool } from "./command.js";
import { unpack } from "./consumer.js";
import { type Manifest, readManifest } from "./manifest.js";
import { PACKAGES, type PackageName } from "./pack.js";

interface Opened {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly files: readonly string[];
  readonly read: (path: string) => Promise<string>;
}

const open = async (name: PackageName): Promise<Opened> => {
  const folder = await mkdtemp(join(tmpdir(), "tarball-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await unpack(inject("tarballs")[name], folder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return { folder, manifest: await readManifest(folder), files, read: (path) => readFile(join(folder, path), "utf8") };
};

const targetsOf = (manifest: Manifest): string[] =>
  Object.values(manifest.exports ?? {}).flatMap((conditions) => Object.values(conditions));

/** Files and packages that a file imports; those in the examples of its comments do not count. */
const importsOf = (file: string, text: string): { file: string; target: string }[] =>
  [...text.replaceAll(/\/\*.*?\*\//gs, "").matchAll(/(?:from|import)\s*\(?"([^"]+)"/g)].map(([, specifier = ""]) => ({
    file,
    target: specifier.startsWith(".")
      ? join(dirname(file), file.endsWith(".d.ts") ? specifier.replace(/\.js$/, ".d.ts") : specifier)
      : specifier
          .split("/")
          .slice(0, specifier.startsWith("@") ? 2 : 1)
          .join("/"),
  }));

describe.each(PACKAGES)("the tarball of %s", (name) => {
  it("holds built JavaScript and its types, README, licence and manifest, and nothing else", async () => {
    const { files } = await open(name);
    const strange = files.filter((file) => !/^(package\.json|README\.md|LICENSE|dist\/.+\.(js|d\.ts))$/.test(file));
    expect(strange).toEqual([]);
    expect(files.filter((file) => /\.(test|test-d|spec)\./.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["package.json", "README.md", "LICENSE", "dist/index.js"]));
  });

  it("names neither this machine nor a source map that it does not hold", async () => {
    const { files, read } = await open(name);
    const places = [here("../.."), homedir(), tmpdir()].map((place) => place.replace(/\/$/, "") + "/");
    for (const file of files) {
      const text = await read(file);
      expect(places.filter((place) => text.includes(place))).toEqual([]);
      const map = /\/\/# sourceMappingURL=(.+)$/m.exec(text)?.[1];
      expect(files).toContain(map === undefined ? file : join(dirname(file), map));
    }
  });

  it("has every file that its files import, and no script that none imports", async () => {
    const { files, read, manifest } = await open(name);
    const known = new Set([...files, ...Object.keys(manifest.dependencies ?? {})]);
    const imports = [];
    for (const file of files.filter((path) => /\.(js|d\.ts)$/.test(path))) {
      imports.push(...importsOf(file, await read(file)));
    }
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter(({ target }) => !known.has(target))).toEqual([]);
    const entries = targetsOf(manifest).map((target) => join(target));
    const reached = new Set([...entries, ...imports.map(({ target }) => target)]);
    expect(files.filter((file) => file.endsWith(".js") && !reached.has(file))).toEqual([]);
  });

  it("has a manifest that a registry and its users can work with", async () => {
    const { folder, manifest } = await open(name);
    expect(manifest).toMatchObject({ type: "module", license: "MIT" });
    expect(manifest.publishConfig).toMatchObject({ access: "public", provenance: true });
    const ranges = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(ranges.filter((range) => /^(workspace|catalog|file|link):/.test(range))).toEqual([]);
    const targets = targetsOf(manifest);
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((target) => !existsSync(join(folder, target)))).toEqual([]);
  });

  it("passes publint", async () => {
    expect(outcome(await command(tool("publint"), ["run", inject("tarballs")[name], "--strict"]))).toBe("exit 0");
  });

  it("passes attw", async () => {
    const args = ["--profile", "esm-only", "--no-emoji", "--format", "ascii", inject("tarballs")[name]];
    expect(outcome(await command(tool("attw"), args))).toBe("exit 0");
  });
});
