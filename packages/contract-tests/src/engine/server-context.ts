import type { JsonObject, JsonValue } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import { createControl, type Control } from "./control.js";
import type { Exchange } from "./exchange.js";
import { createNamespaceSender, type SendOptions } from "./send.js";
import type { ServerTarget } from "./target.js";

/** A place of its own on the server: a namespace where there are some, else the server itself. */
export interface Namespace {
  /** Address before `/v2/…`. */
  readonly baseUrl: string;
  readonly control: Control;
  /** Sends a JSON value to an operation. */
  post(operation: Operation, body: JsonValue, options?: SendOptions): Promise<Exchange>;
  /** Sends anything that HTTP allows; the path starts after the base URL. */
  send(options: SendOptions & { readonly path: string }): Promise<Exchange>;
}

export interface ServerContext extends Namespace {
  readonly target: ServerTarget;
  /** A second namespace; without namespaces, the same server. */
  another(): Namespace;
  /** A requestId that nobody used before, of at most 40 characters. */
  requestId(): string;
  /** The documented sample with a fresh requestId, and the given properties over it. */
  body(operation: Operation, overrides?: JsonObject): JsonObject;
  /** Everything sent so far, oldest first. */
  readonly exchanges: readonly Exchange[];
}

// Unique among runs against one server, hence random; short, since a namespace name has at most 64 characters.
const runId = (): string => Math.random().toString(36).slice(2, 8).padEnd(6, "0");

const process = { run: runId(), count: 0 };

const nextName = (): string => `ct-${process.run}-${(process.count += 1).toString(36)}`;

export const createServerContext = (target: ServerTarget): ServerContext => {
  const exchanges: Exchange[] = [];
  const open = (): Namespace => createNamespace(target, exchanges);
  return {
    ...open(),
    target,
    exchanges,
    another: open,
    requestId: nextName,
    body: (operation, overrides = {}) => ({
      ...firstSample(operation),
      requestId: nextName(),
      ...target.values?.[operation.id],
      ...overrides,
    }),
  };
};

const firstSample = (operation: Operation): JsonObject => Object.values(operation.samples)[0] ?? {};

const createNamespace = (target: ServerTarget, exchanges: Exchange[]): Namespace => {
  const name = nextName();
  const baseUrl = target.controlUrl === undefined ? target.baseUrl : target.controlUrl.replace(/_stub$/u, `ns/${name}`);
  const send = createNamespaceSender(target, baseUrl, (exchange) => exchanges.push(exchange));
  return {
    baseUrl,
    // The runner skips cases that require control where there is none, so this address is never called then.
    control: createControl(target.fetch, target.controlUrl ?? `${target.baseUrl}/_stub`, name),
    send,
    post: (operation, body, options = {}) => send({ path: operation.path, body: JSON.stringify(body), ...options }),
  };
};
