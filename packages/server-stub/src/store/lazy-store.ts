import type { Config } from "../model/config.js";
import { StoreLostError } from "./errors.js";
import type { NamespaceState, Store } from "./store.js";

/**
 * A store that is opened by its first use, so that a stub can be made synchronously. A failed opening is tried again by
 * the next use.
 */
export const lazyStore = (kind: Store["kind"], open: () => Promise<Store>, onOpen: () => void): Store => {
  let store: Store | undefined;
  let opening: Promise<Store> | undefined;
  let isClosed = false;

  const openOnce = async (): Promise<Store> => {
    const opened = await open();
    await opened.open();
    store = opened;
    for (const listener of waiting) opened.watch(listener);
    onOpen();
    return opened;
  };

  const get = (): Promise<Store> => {
    if (isClosed) return Promise.reject(new StoreLostError("the stub is closed"));
    opening ??= openOnce();
    opening.catch(() => {
      opening = undefined;
    });
    return opening;
  };

  /** Listeners from before the opening. */
  const waiting = new Set<(namespace: string) => void>();

  return {
    kind,
    open: async () => void (await get()),
    close: async () => {
      isClosed = true;
      store = undefined;
      if (opening) await (await opening.catch(() => undefined))?.close();
    },
    health: async () => (await get()).health(),
    peek: (namespace): NamespaceState | undefined => store?.peek(namespace),
    ensure: (namespace, initial: Config, now) =>
      store ? store.ensure(namespace, initial, now) : get().then((opened) => opened.ensure(namespace, initial, now)),
    refresh: async (namespace) => (await get()).refresh(namespace),
    change: async (namespace, at, change) => (await get()).change(namespace, at, change),
    attempt: (query, decide) =>
      store ? store.attempt(query, decide) : get().then((opened) => opened.attempt(query, decide)),
    amend: async (amendment) => (await get()).amend(amendment),
    faultCounts: async (namespace) => (await get()).faultCounts(namespace),
    messages: async (namespace, filter, page) => (await get()).messages(namespace, filter, page),
    attempts: async (namespace, filter, page) => (await get()).attempts(namespace, filter, page),
    deliveries: async (namespace, messageIds) => (await get()).deliveries(namespace, messageIds),
    events: async (namespace, after, limit) => (await get()).events(namespace, after, limit),
    watch: (listener) => {
      if (store) return store.watch(listener);
      const guarded = (namespace: string): void => {
        if (waiting.has(guarded)) listener(namespace);
      };
      waiting.add(guarded);
      return () => waiting.delete(guarded);
    },
    namespaces: async () => (await get()).namespaces(),
    reset: async (namespace, at) => (await get()).reset(namespace, at),
    snapshot: async (namespace, at) => (await get()).snapshot(namespace, at),
    dropSnapshots: async (namespace) => (await get()).dropSnapshots(namespace),
    restore: async (namespace, id, at) => (await get()).restore(namespace, id, at),
    claim: async (claim) => (await get()).claim(claim),
    // The outbox worker asks from the start; that alone is no reason to open the store.
    nextDue: async () => store?.nextDue(),
    settle: async (entry, outcome) => (await get()).settle(entry, outcome),
    platformKey: async (make) => (await get()).platformKey(make),
    sweep: async (plan, stop) => (await get()).sweep(plan, stop),
    usedBytes: async () => (await get()).usedBytes(),
    isOverfull: (namespace) => store?.isOverfull(namespace) ?? false,
    holdings: async () => (await get()).holdings(),
    dropSnapshot: async (namespace, id) => (await get()).dropSnapshot(namespace, id),
  };
};
