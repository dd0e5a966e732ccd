import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { command, here } from "./command.js";

/** The packages that senders run, on runtimes of their choice. */
export const SENDER_PACKAGES = ["signature", "client"] as const;

/** Everything that is published. */
export const PACKAGES = [...SENDER_PACKAGES, "server-stub", "contract-tests"] as const;
export type PackageName = (typeof PACKAGES)[number];

declare module "vitest" {
  interface ProvidedContext {
    /** The tarball of each package. */
    tarballs: Record<PackageName, string>;
  }
}

/** The version that the root manifest pins. */
const pnpmVersion = async (): Promise<string> => {
  const text = await readFile(here("../../package.json"), "utf8");
  const version = /"name": "pnpm",\s*"version": "([^"]+)"/.exec(text)?.[1];
  if (version === undefined) throw new Error("package.json: devEngines.packageManager names no version of pnpm");
  return version;
};

const pack = async (folder: string): Promise<(name: PackageName) => string> => {
  const filters = PACKAGES.map((name) => `--filter=@miniprogram-messages/${name}`);
  const args = ["--yes", `pnpm@${await pnpmVersion()}`, ...filters, "pack", "--pack-destination", folder];
  const { code, stdout, stderr } = await command("npx", args, { cwd: here("../..") });
  const files = await readdir(folder);
  return (name) => {
    const file = files.find((entry) => entry.startsWith(`miniprogram-messages-${name}-`));
    if (code !== 0 || file === undefined) throw new Error(`pnpm pack ended with ${code}: ${stdout}${stderr}`);
    return join(folder, file);
  };
};

/** Packs each package once for all tests, as a release would. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), "packaging-"));
  const tarball = await pack(folder);
  project.provide("tarballs", {
    signature: tarball("signature"),
    client: tarball("client"),
    "server-stub": tarball("server-stub"),
    "contract-tests": tarball("contract-tests"),
  });
  return () => rm(folder, { recursive: true, force: true });
};
