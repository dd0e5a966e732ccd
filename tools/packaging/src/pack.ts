import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { command, here } from "./command.js";

/** The packages that other people run on runtimes of their choice, and what each of them needs beside itself. */
export const PACKAGES = ["signature", "client"] as const;
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

const pack = async (name: PackageName, folder: string): Promise<string> => {
  const args = ["--yes", `pnpm@${await pnpmVersion()}`, "pack", "--pack-destination", folder];
  const { code, stdout, stderr } = await command("npx", args, { cwd: here(`../../packages/${name}`) });
  const file = (await readdir(folder)).find((entry) => entry.startsWith(`miniprogram-messages-${name}-`));
  if (code !== 0 || file === undefined) throw new Error(`pnpm pack of ${name} ended with ${code}: ${stdout}${stderr}`);
  return join(folder, file);
};

/** Packs each package once for all tests, as a release would. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), "packaging-"));
  const tarballs = { signature: await pack("signature", folder), client: await pack("client", folder) };
  project.provide("tarballs", tarballs);
  return () => rm(folder, { recursive: true, force: true });
};
