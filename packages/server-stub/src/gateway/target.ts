import { operationPaths as PATHS } from "../generated/facts.js";
import { type Operation, OPERATIONS } from "../model/operation.js";
import type { Refusal } from "./refusals.js";

export { PATHS };

/** Where a path of the platform's API leads. */
export interface Target {
  /** Undefined when its name is illegal. */
  readonly namespace: string | undefined;
  /** What stands before the version, the namespace included. */
  readonly prefix: string;
  /** From the version on. */
  readonly path: string;
  /** Undefined when no operation has this path. */
  readonly operation: Operation | undefined;
}

export const DEFAULT_NAMESPACE = "default";

const BY_PATH = new Map<string, Operation>(OPERATIONS.map((operation) => [PATHS[operation], operation]));

const versionOf = (operation: Operation): string => PATHS[operation].split("/", 2).join("");

/** The first segment of every path of the API: everything under it is the API's. */
const VERSION = new RegExp(`/(?:${[...new Set(OPERATIONS.map(versionOf))].join("|")})/`);

/** `.` and `..` are none: clients and proxies take them out of a path. */
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/;

/** The rule about names, in words. */
export const NAME_RULE = "must be 1 to 64 of the characters A-Z, a-z, 0-9, ., _ and -, and neither . nor ..";

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
  const version = inside.search(VERSION);
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

/** Why a path of the API leads to no operation. */
export const missOf = (target: Target | undefined, prefix: string | undefined): Refusal => {
  const refused = { status: 200, field: "path" } as const;
  if (target && target.namespace === undefined) return { ...refused, rule: `the name behind /ns/ ${NAME_RULE}` };
  if (target && prefix !== undefined && BY_PATH.has(target.path)) {
    const flag = "--prefix";
    return {
      ...refused,
      flag,
      rule: `leads to an operation, but --prefix wants ${JSON.stringify(prefix)} before /v2/`,
    };
  }
  return { ...refused, rule: `leads to no operation; there are ${Object.values(PATHS).join(" and ")}` };
};
