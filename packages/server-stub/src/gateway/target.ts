import type { Operation } from "../model/operation.js";

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

export const PATHS: Record<Operation, string> = {
  sendMessage: "/v2/miniprogram/message/send",
  sendInbox: "/v2/messages/sendInbox",
};

const BY_PATH = new Map<string, Operation>([
  [PATHS.sendMessage, "sendMessage"],
  [PATHS.sendInbox, "sendInbox"],
]);

const NAME = /^[A-Za-z0-9._-]{1,64}$/;
const IN_NAMESPACE = /^\/ns\/([^/]*)(\/.*)$/s;

/** A deployment's prefix may stand before the namespace as well as behind it. */
const BEHIND_PREFIX = /^(.*)\/ns\/([^/]*)$/s;

/** The stub's own paths never lead to the API, whatever follows. */
const OWN = /^\/(?:_stub|docs|assets)(?:\/|$)/;

export const isNamespaceName = (name: string): boolean => NAME.test(name);

/**
 * Reads a path (without query). `prefix` undefined takes any prefix before `/v2/`; else it has to be exactly that. Returns
 * undefined for a path that is not the API's.
 */
export const targetOf = (path: string, prefix?: string): Target | undefined => {
  if (OWN.test(path)) return undefined;
  const [, front, inside] = IN_NAMESPACE.exec(path) ?? [];
  const rest = inside ?? path;
  const version = rest.indexOf("/v2/");
  if (version === -1) return undefined;
  const apiPath = rest.slice(version);
  const before = rest.slice(0, version);
  const [, ahead = before, back] = (front === undefined && BEHIND_PREFIX.exec(before)) || [];
  const name = front ?? back ?? DEFAULT_NAMESPACE;
  const isServed = prefix === undefined || ahead === prefix;
  return {
    namespace: isNamespaceName(name) ? name : undefined,
    prefix: path.slice(0, path.length - apiPath.length),
    path: apiPath,
    operation: isServed ? BY_PATH.get(apiPath) : undefined,
  };
};
