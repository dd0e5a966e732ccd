import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { command, here } from "./command.js";
import { readManifest } from "./manifest.js";
import { PACKAGES, type PackageName } from "./pack.js";

const SCOPE = "@miniprogram-messages";

/** Unpacks a tarball into `folder`, without its `package/`. */
export const unpack = async (tarball: string, folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const { code, stderr } = await command("tar", ["-xzf", tarball, "-C", folder, "--strip-components=1"]);
  if (code !== 0) throw new Error(stderr);
};

/** Where the workspace has installed `name`, seen from the real folder of the package that depends on it. */
const installedAt = (name: string, dependent: string): string => {
  for (let folder = dependent; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(candidate)) return candidate;
  }
  throw new Error(`${name} is not installed, seen from ${dependent}`);
};

/**
 * Adds a package and, from its packed manifest, whatever it depends on and nothing else: an import that the manifest
 * does not cover fails as it would for a user.
 */
const install = async (consumer: string, name: string, dependent: string): Promise<void> => {
  const target = join(consumer, "node_modules", name);
  if (existsSync(target)) return;
  const own = PACKAGES.find((candidate) => name === `${SCOPE}/${candidate}`);
  const source = own === undefined ? await realpath(installedAt(name, dependent)) : here(`../../packages/${own}`);
  if (own === undefined) await cp(source, target, { recursive: true, dereference: true });
  else await unpack(inject("tarballs")[own], target);
  const { dependencies = {} } = await readManifest(target);
  for (const dependency of Object.keys(dependencies)) await install(consumer, dependency, source);
};

export interface ConsumerOptions {
  readonly packages?: readonly PackageName[];
  /** `module` or `commonjs`, as in `package.json`. */
  readonly type?: "module" | "commonjs";
  /** Further packages, such as `@types/node`, that the consumer has of its own. */
  readonly own?: readonly string[];
  /** Files to write, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Files to copy from `consumers/`. */
  readonly copies?: readonly string[];
}

/** A project outside of this repository that has the tarballs installed; gone when the test is over. */
export const makeConsumer = async (options: ConsumerOptions): Promise<string> => {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "consumer-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { packages = PACKAGES, type = "module", own = [], files = {}, copies = [] } = options;
  for (const name of packages) await install(folder, `${SCOPE}/${name}`, here("."));
  for (const name of own) await install(folder, name, here("."));
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type }));
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
  for (const path of copies) await cp(here(`consumers/${path}`), join(folder, path));
  return folder;
};
