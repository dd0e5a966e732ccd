import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { inject, onTestFinished } from "vitest";
import { command, here } from "./command.js";
import { readManifest } from "./manifest.js";
import { PACKAGES, type PackageName, SENDER_PACKAGES } from "./pack.js";

const SCOPE = "@miniprogram-messages";

/** Unpacks a tarball into `folder`, without its `package/`. */
export const unpack = async (tarball: string, folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const { code, stderr } = await command("tar", ["-xzf", tarball, "-C", folder, "--strip-components=1"]);
  if (code !== 0) throw new Error(stderr);
};

/** Copies a package as it is installed; the program needs a third of the time that Node's own copying needs. */
const copy = async (source: string, target: string): Promise<void> => {
  await mkdir(dirname(target), { recursive: true });
  const { code, stderr } = await command("cp", ["-RL", source, target]);
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

/** Puts the commands of one of the tarballs where npm would. */
const linkCommands = async (consumer: string, target: string, commands: Readonly<Record<string, string>>) => {
  const folder = join(consumer, "node_modules/.bin");
  for (const [name, path] of Object.entries(commands)) {
    const file = join(target, path);
    await mkdir(folder, { recursive: true });
    await chmod(file, 0o755);
    await symlink(relative(folder, file), join(folder, name));
  }
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
  if (own === undefined) await copy(source, target);
  else await unpack(inject("tarballs")[own], target);
  const { bin = {}, dependencies = {} } = await readManifest(target);
  if (own !== undefined) await linkCommands(consumer, target, bin);
  for (const dependency of Object.keys(dependencies)) await install(consumer, dependency, source);
};

export interface ConsumerOptions {
  /** Those of a sender, unless told. */
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

/** A new folder outside of this repository. */
export const makeFolder = async (): Promise<string> => mkdtemp(join(await realpath(tmpdir()), "consumer-"));

/** Makes `folder` a project that has the tarballs installed. */
export const fillConsumer = async (folder: string, options: ConsumerOptions): Promise<void> => {
  const { packages = SENDER_PACKAGES, type = "module", own = [], files = {}, copies = [] } = options;
  for (const name of packages) await install(folder, `${SCOPE}/${name}`, here("."));
  for (const name of own) await install(folder, name, here("."));
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type }));
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
  for (const path of copies) await cp(here(`consumers/${path}`), join(folder, path));
};

/** A project outside of this repository that has the tarballs installed; gone when the test is over. */
export const makeConsumer = async (options: ConsumerOptions): Promise<string> => {
  const folder = await makeFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await fillConsumer(folder, options);
  return folder;
};
