import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { dirname, delimiter, join } from "node:path";
import { tmpdir } from "node:os";
import { inject } from "vitest";
import { type Ended, command, outcome } from "./command.js";
import type { PackageName } from "./pack.js";

/** A project that npm itself has installed; the registry has to be within reach. */
export interface NpmProject {
  readonly folder: string;
  /** Runs a program of the project with Node. */
  readonly run: (program: string, ...args: readonly string[]) => Promise<Ended>;
  readonly remove: () => Promise<void>;
}

/** The Node of this repository first, for whatever a tool starts. */
export const PATH = [dirname(process.execPath), process.env["PATH"]].join(delimiter);

export interface NpmProjectOptions {
  readonly packages: readonly PackageName[];
  /** With their versions. */
  readonly tools: readonly string[];
  readonly manifest?: object;
}

/** Nothing is asked of the registry that is known already, and no script of a package runs. */
export const QUIETLY = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];

/** A new folder with the tarballs and some tools in it. */
export const npmProject = async ({ packages, tools, manifest }: NpmProjectOptions): Promise<NpmProject> => {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "project-"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "project", private: true, ...manifest }));
  const tarballs = packages.map((name) => inject("tarballs")[name]);
  const installed = await command("npm", ["install", ...QUIETLY, ...tools, ...tarballs], { cwd: folder });
  if (installed.code !== 0) throw new Error(outcome(installed));
  return {
    folder,
    run: (program, ...args) =>
      command(process.execPath, [join(folder, program), ...args], { cwd: folder, env: { PATH } }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
