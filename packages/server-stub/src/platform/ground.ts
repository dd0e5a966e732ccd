import type { Config } from "../model/config.js";
import type { Result } from "../model/operation.js";
import type { NamespaceState, Store } from "../store/store.js";

/** What the platform is built on; all of it can be replaced in tests. */
export interface Ground {
  readonly store: Store;
  /** Real time in ms. */
  readonly now: () => number;
  readonly newMessageId: () => string;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Configuration of a namespace that does not exist yet. */
  readonly initialConfig: () => Config;
  /** Told of every failure that becomes UNKNOWN_EXCEPTION. */
  readonly onStoreError: (error: unknown) => void;
}

export const virtualNow = (ground: Ground, state: NamespaceState): number => ground.now() + state.clockOffset;

export const stateOf = (ground: Ground, namespace: string): NamespaceState | Promise<NamespaceState> =>
  ground.store.peek(namespace) ?? ground.store.ensure(namespace, ground.initialConfig(), ground.now());

export interface Reply {
  readonly body: string;
  readonly result: Result;
}
