import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { byLane } from "@miniprogram-messages/lane";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { command, here, outcome, tool } from "./command.js";
import { unpack } from "./consumer.js";
import { type Manifest, type Target, readManifest } from "./manifest.js";
import { PACKAGES, type PackageName } from "./pack.js";

interface Opened {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Every file, with its text. */
  readonly texts: ReadonlyMap<string, string>;
}

const open = async (name: PackageName, folder: string): Promise<Opened> => {
  await unpack(inject("tarballs")[name], folder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const texts = new Map<string, string>();
  for (const file of files) texts.set(file, await readFile(join(folder, file), "utf8"));
  return { folder, manifest: await readManifest(folder), texts };
};

/** What a package holds beside built JavaScript, its types, and what every package holds. */
const FURTHER: Partial<Record<PackageName, RegExp>> = {
  "server-stub":
    /^THIRD_PARTY_NOTICES\.txt$|^dist\/(config\.schema\.json|docs\/[\w-]+\.(html|css)|inbox\/(index\.html|assets\/[\w.-]+\.(js|css)))$/,
  "contract-tests": /^case-ids\.json$|^report\.schema\.json$|^drivers\//,
};

const COMMANDS: Partial<Record<PackageName, Record<string, string>>> = {
  "server-stub": { "server-stub": "dist/cli.js" },
  "contract-tests": { "contract-tests": "dist/cli.js" },
};

const ALWAYS = ["package.json", "README.md", "CHANGELOG.md", "LICENSE"];

const filesOf = (target: Target): string[] =>
  typeof target === "string" ? [target] : Object.values(target).flatMap((inner) => filesOf(inner));

const targetsOf = ({ main, exports = {}, bin = {} }: Manifest): string[] => [
  ...(main === undefined ? [] : [main]),
  ...Object.values(exports).flatMap((target) => filesOf(target)),
  ...Object.values(bin),
];

/** One for both worlds and one of modules: attw brings a compiler, and looks at each entry in four ways. */
const shownToAttw = byLane<readonly PackageName[]>("tarballs that attw looks at", {
  quick: ["client", "contract-tests"],
  full: PACKAGES,
});

/** Packages for both worlds; the others are modules alone. */
const DUAL: ReadonlySet<PackageName> = new Set(["signature", "client", "server-stub"]);

/** What a file may import: what npm installs with the package, or asks its user for. */
const packagesOf = ({ dependencies, peerDependencies }: Manifest): string[] =>
  Object.keys({ ...dependencies, ...peerDependencies });

const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** Comments that explain a declaration; their examples import what a reader has, not what the file needs. */
const TSDOC = /^ *\/\*\*.*?\*\//gms;
const REFERENCE =
  /(?:\bfrom|\bimport|\brequire)\s*\(?"([@\w./:-]+)"|(?:\b(?:src|href)=|\bnew URL\()"(\.\/(?:assets\/[^"]+|[\w-]+\.js))"/g;

/** Files and packages that a script, a declaration or a page refers to. */
const referencesOf = (file: string, text: string): { file: string; target: string }[] =>
  [...text.replaceAll(TSDOC, "").matchAll(REFERENCE)].map(([, specifier = "", address = specifier]) => ({
    file,
    target: address.startsWith(".")
      ? join(dirname(file), /\.d\.c?ts$/.test(file) ? address.replace(/\.(c?)js$/, ".d.$1ts") : address)
      : packageOf(address),
  }));

describe.each(PACKAGES)("the tarball of %s", (name) => {
  let folder = "";
  let opened: Opened;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tarball-"));
    opened = await open(name, folder);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("holds built JavaScript and its types, what a registry shows, and nothing else", () => {
    const files = [...opened.texts.keys()];
    const isKnown = (file: string): boolean =>
      ALWAYS.includes(file) || /^dist\/.+\.(c?js|d\.c?ts)$/.test(file) || FURTHER[name]?.test(file) === true;
    expect(files.filter((file) => !isKnown(file))).toEqual([]);
    expect(files.filter((file) => /\.(test|test-d|spec)\.|(^|\/)(tests?|fixtures|conformance)\//.test(file))).toEqual(
      [],
    );
    expect(files).toEqual(expect.arrayContaining([...ALWAYS, "dist/index.js", "dist/index.d.ts"]));
  });

  it("names neither this machine nor a source map that it does not hold", () => {
    const places = [here("../.."), homedir(), tmpdir()].map((place) => place.replace(/\/$/, "") + "/");
    const files = [...opened.texts.keys()];
    for (const [file, text] of opened.texts) {
      expect(places.filter((place) => text.includes(place)).map((place) => ({ file, place }))).toEqual([]);
      const map = /^\/\/# sourceMappingURL=(.+)$/m.exec(text)?.[1];
      expect(files).toContain(map === undefined ? file : join(dirname(file), map));
    }
  });

  it("has every file that its files refer to, and no script that none refers to", () => {
    const files = [...opened.texts.keys()];
    const known = new Set([...files, ...packagesOf(opened.manifest)]);
    const scripts = [...opened.texts].filter(([file]) =>
      /^dist\/(?!docs\/).+(\.c?js|\.d\.c?ts|index\.html)$/.test(file),
    );
    const references = scripts.flatMap(([file, text]) => referencesOf(file, text));
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter(({ target }) => !known.has(target) && !target.startsWith("node:"))).toEqual([]);
    const entries = targetsOf(opened.manifest).map((target) => join(target));
    const reached = new Set([...entries, ...references.map(({ target }) => target.replace(/\.d\.ts$/, ".js"))]);
    // Pages and their scripts name scripts in ways of many kinds.
    const pages = [...opened.texts].flatMap(([file, text]) => (/^dist\/(inbox|docs)\//.test(file) ? [text] : []));
    const isNamed = (file: string): boolean => pages.some((page) => page.includes(basename(file)));
    // Without `npm test` or `npm run pack`, which clear `dist` first, these may be left from a build of another state.
    expect(files.filter((file) => /\.c?js$/.test(file) && !reached.has(file) && !isNamed(file))).toEqual([]);
  });

  it("has a manifest that a registry and its users can work with", () => {
    const { manifest } = opened;
    expect(manifest).toMatchObject({ type: "module", license: "MIT" });
    expect(manifest.publishConfig).toMatchObject({ access: "public", provenance: true });
    const ranges = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(ranges.filter((range) => /^(workspace|catalog|file|link):/.test(range))).toEqual([]);
    const targets = targetsOf(manifest);
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((target) => !existsSync(join(folder, target)))).toEqual([]);
  });

  it("has the command that people call, if any, in the spelling that npm publishes without a warning", () => {
    expect(opened.manifest.bin).toEqual(COMMANDS[name]);
    for (const path of Object.values(opened.manifest.bin ?? {})) {
      expect(opened.texts.get(path)).toMatch(/^#!\/usr\/bin\/env node\n/);
    }
  });

  it("passes publint", async () => {
    expect(outcome(await command(tool("publint"), ["run", inject("tarballs")[name], "--strict"]))).toBe("exit 0");
  });
});

it.each(shownToAttw)("the tarball of %s passes attw", async (name) => {
  const args = [
    "--profile",
    DUAL.has(name) ? "strict" : "esm-only",
    // A schema for editors: nobody resolves it as TypeScript did before it knew of `exports`.
    ...(name === "server-stub" ? ["--exclude-entrypoints", "config.schema.json"] : []),
    "--no-emoji",
    "--format",
    "ascii",
    inject("tarballs")[name],
  ];
  expect(outcome(await command(tool("attw"), args))).toBe("exit 0");
});

// What is bundled is nobody's dependency any more, and its licence asks to be shown.
it("server-stub shows the licences of what it carries of others", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tarball-"));
  const { texts } = await open("server-stub", folder);
  await rm(folder, { recursive: true, force: true });
  const notices = texts.get("THIRD_PARTY_NOTICES.txt") ?? "";
  for (const carried of ["hono", "zod", "@hono/zod-openapi", "preact", "@tanstack/virtual-core", "@redocly/cli"]) {
    expect(notices).toMatch(new RegExp(`^${carried} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, "m"));
  }
  expect(notices).toContain("Permission is hereby granted, free of charge");
});
