// What a package weighs on its way to a user, and in a project with all that it needs.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Measurement, Row } from "../src/row.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** In the order of their dependencies. */
const PACKAGES = ["signature", "client", "server-stub", "contract-tests"] as const;

export async function measurePackages(): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "packages-"));
  try {
    await run("npm", ["run", "pack", "--silent", "--", "--out", folder], { cwd: root });
    const tarballs = (await readdir(folder)).map((name) => join(folder, name));
    const rows: Row[] = [];
    for (const name of PACKAGES) rows.push(await measure(name, tarballs));
    return { title: "Packages", rows };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(name: string, tarballs: readonly string[]): Promise<Row> {
  const own = tarballs.find((file) => file.includes(`-messages-${name}-`)) ?? "";
  const { entries, packed, unpacked } = await contents(own);
  const { megabytes, packages } = await installed(name, tarballs);
  return {
    what: `\`${name}\`, unpacked`,
    aim: "–",
    measured: kilobytes(unpacked),
    note: `${kilobytes(packed)} as a tarball, ${entries} files; installed with all that it needs: ${packages} ${packages === 1 ? "package" : "packages"}, ${megabytes} MB`,
  };
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000).toLocaleString("en")} kB`;

async function contents(tarball: string) {
  const { stdout } = await run("tar", ["-tzvf", tarball]);
  const sizes = stdout
    .trim()
    .split("\n")
    .map((line) => Number(/\s(\d+)\s+[\d-]+\s/.exec(line)?.[1] ?? 0));
  return {
    entries: sizes.length,
    packed: (await stat(tarball)).size,
    unpacked: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/** A project with that package alone; the tarballs of the others stand for the registry. */
async function installed(name: string, tarballs: readonly string[]) {
  const project = await mkdtemp(join(tmpdir(), "installed-"));
  const places = Object.fromEntries(
    PACKAGES.map((each) => [
      `@miniprogram-messages/${each}`,
      `file:${tarballs.find((file) => file.includes(`-messages-${each}-`))}`,
    ]),
  );
  const own = `@miniprogram-messages/${name}`;
  const { [own]: place, ...others } = places;
  try {
    await writeFile(
      join(project, "package.json"),
      JSON.stringify({ dependencies: { [own]: place }, overrides: others }),
    );
    await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: project });
    const lock: { packages: object } = JSON.parse(await readFile(join(project, "package-lock.json"), "utf8"));
    const files = await readdir(join(project, "node_modules"), { recursive: true, withFileTypes: true });
    let bytes = 0;
    for (const file of files) if (file.isFile()) bytes += (await stat(join(file.parentPath, file.name))).size;
    return { megabytes: (bytes / 1e6).toFixed(1), packages: Object.keys(lock.packages).length - 1 };
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}
