import { readFileSync } from "node:fs";

/** A vector as `fixtures/make.sh` wrote it. */
export interface Vector {
  readonly name: string;
  readonly key: string;
  readonly method: string;
  readonly uri: string;
  readonly clientId: string;
  readonly time: string;
  readonly bodyFile: string;
  readonly signature: string;
  readonly header: string;
}

const folder = new URL("../fixtures/", import.meta.url);

export const fixtureBytes = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, folder)));

/** A key file of the fixtures by its name without `.pem`. */
export const pem = (name: string): string => readFileSync(new URL(`keys/${name}.pem`, folder), "utf8");

/** The base64 between the PEM lines. */
export const bare = (text: string): string => text.replaceAll(/-----[^-]+-----|\s/g, "");

const isVectors = (value: unknown): value is Vector[] => Array.isArray(value);

export const vectors = ((): Vector[] => {
  const value: unknown = JSON.parse(readFileSync(new URL("vectors.json", folder), "utf8"));
  if (!isVectors(value)) throw new TypeError("fixtures/vectors.json: a list of vectors");
  return value;
})();
