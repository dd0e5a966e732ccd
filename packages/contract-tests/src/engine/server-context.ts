import type { JsonObject, JsonValue } from "../spec/json.js";
import { operations, type Operation } from "../spec/operation.js";
import { createControl, type Control } from "./control.js";
import type { Exchange } from "./exchange.js";
import { freshName, freshRequestId } from "./fresh.js";
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
  /** The operations under test. */
  readonly operations: readonly Operation[];
  /** A second namespace; without namespaces, the same server. */
  another(): Namespace;
  /** A requestId that nobody used before, of 29 digits as the documented one has. */
  requestId(): string;
  /** The documented sample with a fresh requestId, and the given properties over it. */
  body(operation: Operation, overrides?: JsonObject): JsonObject;
  /** Everything that the case has sent so far, oldest first. */
  readonly exchanges: readonly Exchange[];
  /** Everything that the run has sent so far, in the order of the answers. */
  readonly seen: readonly Exchange[];
}

/** @param seen takes every exchange of the run. */
export const createServerContext = (target: ServerTarget, seen: Exchange[] = []): ServerContext => {
  const exchanges: Exchange[] = [];
  const record = (exchange: Exchange): void => {
    exchanges.push(exchange);
    seen.push(exchange);
  };
  const open = (): Namespace => createNamespace(target, record);
  return {
    ...open(),
    target,
    operations: operations.filter(
      ({ id }) => (target.operations?.includes(id) ?? true) && target.absent?.[id] === undefined,
    ),
    exchanges,
    seen,
    another: open,
    requestId: freshRequestId,
    body: (operation, overrides = {}) => ({
      ...firstSample(operation),
      requestId: freshRequestId(),
      ...target.values?.[operation.id],
      ...overrides,
    }),
  };
};

const firstSample = (operation: Operation): JsonObject => Object.values(operation.samples)[0] ?? {};

const createNamespace = (target: ServerTarget, record: (exchange: Exchange) => void): Namespace => {
  const name = freshName();
  const baseUrl = target.controlUrl === undefined ? target.baseUrl : target.controlUrl.replace(/_stub$/u, `ns/${name}`);
  // The runner skips cases that require control where there is none, so this address is never called then.
  const steered = createControl(target.fetch, target.controlUrl ?? `${target.baseUrl}/_stub`, name);
  const { control, isReady } = target.clearsConfig === true ? cleared(steered) : untouched(steered);
  const sendNow = createNamespaceSender(target, baseUrl, record);
  const send: Namespace["send"] = async (options) => {
    await isReady();
    return sendNow(options);
  };
  return {
    baseUrl,
    control,
    send,
    post: (operation, body, options = {}) =>
      send({ path: operation.path, body: JSON.stringify(body), ordinary: true, ...options }),
  };
};

interface Steered {
  readonly control: Control;
  readonly isReady: () => Promise<void>;
}

const untouched = (control: Control): Steered => ({ control, isReady: async () => undefined });

/** Empties the configuration that a new namespace has from the server's start, unless a case brings its own. */
const cleared = (control: Control): Steered => {
  let ready: Promise<void> | undefined;
  return {
    control: { ...control, configure: (config) => (ready = control.configure(config)) },
    isReady: () => (ready ??= control.configure({})),
  };
};
