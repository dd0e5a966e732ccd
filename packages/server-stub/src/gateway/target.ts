import { operationPaths as PATHS } from "../generated/facts.js";
import { type Operation, OPERATIONS } from "../model/operation.js";

export { PATHS };

/** Where a path of the platform's API leads. */
export interface Target {
  /** Undefined when its name is illegal. */
  readonly namespace: string | undefined;
  /** What stands before `/v2/`, the namespace included. */
  readonly prefix: string;
  /** From `/v2/` on. */
  readonly path: string;
  /** Undefined when no operation has this path. */
  readonly operation: Operation | undefined;
}

export const DEFAULT_NAMESPACE = "default";

const BY_PATH = new Map<string, Operation>(OPERATIONS.map((operation) => [PATHS[operation], operation]));

const NAME = /^[A-Za-z0-9._-]{1,64}$/;
const IN_NAMESPACE = /^\/ns\/([^/]*)(\/.*)$/s;

/** A deployment's prefix may stand before the namespace as well as behind it. */
const BEHIND_PREFIX = /^(.*)\/ns\/([^/]*)$/s;

/** The stub's own paths never lead to the API, whatever follows. */
const OWN = /^\/(?:_stub|docs|assets)(?:\/|$)/;

export const isNamespaceName = (name: string): boolean => NAME.test(name);

interface Split {
  /** Undefined without a namespace. */
  readonly name?: string | undefined;
  /** The deployment's own prefix, without the namespace. */
  readonly prefix: string;
  readonly apiPath: string;
}

/** Undefined when there is no version in the path. */
const split = (path: string): Split | undefined => {
  const [, name, inside = path] = IN_NAMESPACE.exec(path) ?? [];
  const version = inside.indexOf("/v2/");
  if (version === -1) return undefined;
  const [before, apiPath] = [inside.slice(0, version), inside.slice(version)];
  if (name !== undefined) return { name, prefix: before, apiPath };
  const [, prefix = before, behind] = BEHIND_PREFIX.exec(before) ?? [];
  return { name: behind, prefix, apiPath };
};

/**
 * Reads a path (without query). `prefix` undefined takes any prefix before `/v2/`; else it has to be exactly that. Returns
 * undefined for a path that is not the API's.
 */
export const targetOf = (path: string, prefix?: string): Target | undefined => {
  const parts = OWN.test(path) ? undefined : split(path);
  if (!parts) return undefined;
  const { name = DEFAULT_NAMESPACE, apiPath } = parts;
  return {
    namespace: isNamespaceName(name) ? name : undefined,
    prefix: path.slice(0, path.length - apiPath.length),
    path: apiPath,
    operation: prefix === undefined || parts.prefix === prefix ? BY_PATH.get(apiPath) : undefined,
  };
};
