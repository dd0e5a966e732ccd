import type { Config } from "../model/config.js";
import type { Result } from "../model/operation.js";
import type { NamespaceState, Store } from "../store/store.js";

/** What the platform is built on; all of it can be replaced in tests. */
export interface Dependencies {
  readonly store: Store;
  /** Real time in ms. */
  readonly now: () => number;
  readonly newMessageId: () => string;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Configuration of a namespace that does not exist yet. */
  readonly initialConfig: () => Config;
  /** Called for every failure that becomes UNKNOWN_EXCEPTION. */
  readonly onStoreError: (error: unknown) => void;
}

export const virtualNow = (dependencies: Dependencies, state: NamespaceState): number =>
  dependencies.now() + state.clockOffset;

export const stateOf = (dependencies: Dependencies, namespace: string): NamespaceState | Promise<NamespaceState> =>
  dependencies.store.peek(namespace) ??
  dependencies.store.ensure(namespace, dependencies.initialConfig(), dependencies.now());

export interface Reply {
  readonly body: string;
  readonly result: Result;
}
