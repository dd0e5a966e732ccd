import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A file, or files by condition. */
export type Target = string | { readonly [condition: string]: Target };

/** What these tests read of a `package.json`. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly type?: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly main?: string;
  readonly exports?: Readonly<Record<string, Target>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly publishConfig?: Readonly<Record<string, unknown>>;
}

const isManifest = (value: unknown): value is Manifest =>
  typeof value === "object" && value !== null && "name" in value;

export const readManifest = async (folder: string): Promise<Manifest> => {
  const value: unknown = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  if (!isManifest(value)) throw new TypeError(`${folder}: no manifest`);
  return value;
};
