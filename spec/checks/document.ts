import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parse } from "yaml";
import { at, atPointer, isRecord } from "./json.ts";

/** The spec cannot be read at all; the message names file, fault and mend. */
export class BrokenSpecError extends Error {
  readonly code = "BROKEN_SPEC";
  override readonly name = "BrokenSpecError";
}

/** A value of the spec with the file that it stands in, which its relative references start from. */
interface Located {
  readonly file: string;
  readonly value: unknown;
}

/** The files of the spec, read once. */
export interface SpecFiles {
  /** The value at `<file>#<pointer>`, file relative to `spec/`; undefined where there is none. */
  readonly lookUp: (reference: string) => unknown;
  /** The value with every `$ref` replaced by what it points to. */
  readonly resolve: (reference: string) => unknown;
  /** Where a value really stands, as `<file>#<pointer>`: from `reference` down the keys, following each `$ref`. */
  readonly follow: (reference: string, ...keys: readonly string[]) => string;
}

const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0]?.replace(/:$/u, "") ?? "";

const maxDepth = 64;

/** Opens the spec under `folder`. */
export const openSpec = (folder: string): SpecFiles => {
  const cache = new Map<string, unknown>();

  const read = (file: string): unknown => {
    if (!cache.has(file)) {
      try {
        // Duplicate keys and bad indentation end here, with line and column.
        cache.set(file, parse(readFileSync(join(folder, file), "utf8")));
      } catch (error) {
        throw new BrokenSpecError(`spec/${file}: ${oneLine(error)}: mend the file`, { cause: error });
      }
    }
    return cache.get(file);
  };

  const locate = (reference: string, from: string): Located => {
    const [path = "", pointer = ""] = reference.split("#");
    const file = path === "" ? from : normalize(join(dirname(from), path));
    return { file, value: atPointer(read(file), pointer) };
  };

  const expand = ({ file, value }: Located, depth: number): unknown => {
    if (depth > maxDepth) throw new BrokenSpecError(`spec/${file}: references go round in a circle: break the circle`);
    if (Array.isArray(value)) return value.map((entry: unknown) => expand({ file, value: entry }, depth + 1));
    if (!isRecord(value)) return value;
    const reference = value["$ref"];
    if (typeof reference === "string") {
      const target = locate(reference, file);
      if (target.value === undefined) {
        throw new BrokenSpecError(`spec/${file}: $ref ${reference} points nowhere: mend the reference`);
      }
      return expand(target, depth + 1);
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, expand({ file, value: entry }, depth + 1)]),
    );
  };

  const follow = (reference: string, ...keys: readonly string[]): string => {
    const { file, value } = locate(reference, "openapi.yaml");
    const target = at(value, "$ref");
    if (typeof target === "string") {
      const [path = "", pointer = ""] = target.split("#");
      return follow(`${path === "" ? file : normalize(join(dirname(file), path))}#${pointer}`, ...keys);
    }
    const [key, ...rest] = keys;
    if (key === undefined) return reference;
    return follow(`${reference}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, ...rest);
  };

  return {
    lookUp: (reference) => locate(reference, "openapi.yaml").value,
    resolve: (reference) => expand(locate(reference, "openapi.yaml"), 0),
    follow,
  };
};

/** An operation of the spec with all references resolved. */
export interface Operation {
  readonly id: string;
  readonly path: string;
  /** The page that documents it, as it is called in `source/` and in the statements: its path with dashes. */
  readonly page: string;
  readonly value: unknown;
  /** Where the schemas of its bodies stand, as `<file>#<pointer>`. */
  readonly request: string;
  readonly response: string;
}

const json = ["content", "application/json", "schema"];

const operationAt = (spec: SpecFiles, path: string, value: unknown): Operation => {
  const id = at(value, "operationId");
  if (typeof id !== "string") {
    throw new BrokenSpecError(`spec/openapi.yaml: ${path} must have an operation \`post\` with an operationId`);
  }
  const operation = ["paths", path, "post"];
  return {
    id,
    path,
    page: path.slice(1).replaceAll("/", "-"),
    value,
    request: spec.follow("openapi.yaml#", ...operation, "requestBody", ...json),
    response: spec.follow("openapi.yaml#", ...operation, "responses", "200", ...json),
  };
};

/** Every operation of the document; throws {@link BrokenSpecError} when it cannot be read. */
export const readOperations = (spec: SpecFiles): Operation[] => {
  const document = spec.resolve("openapi.yaml#");
  if (at(document, "openapi") !== "3.1.0") {
    throw new BrokenSpecError("spec/openapi.yaml: `openapi` must be 3.1.0: mend the first line");
  }
  const paths = at(document, "paths");
  return Object.entries(isRecord(paths) ? paths : {}).map(([path, item]) => operationAt(spec, path, at(item, "post")));
};
