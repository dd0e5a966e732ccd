import type { Store } from "../store.js";
import { NAMESPACE, NOW } from "./records.js";

/** What may be done to a namespace by the control API; each gets the id of a snapshot that there is. */
export const CHANGES: readonly (readonly [what: string, change: (store: Store, id: string) => Promise<unknown>])[] = [
  ["a configuration", (store) => store.change(NAMESPACE, NOW, () => ({ next: {}, event: "config", value: 0 }))],
  ["a snapshot", (store) => store.snapshot(NAMESPACE, NOW)],
  ["a snapshot that is restored", (store, id) => store.restore(NAMESPACE, id, NOW)],
  ["snapshots that go", (store) => store.dropSnapshots(NAMESPACE)],
  ["a reset", (store) => store.reset(NAMESPACE, NOW)],
];

/** Lets the oldest snapshot of a namespace go, should it have any. */
export const dropOldest = async (store: Store, namespace: string): Promise<void> => {
  const holding = (await store.holdings()).find((one) => one.namespace === namespace);
  const [oldest] = holding?.snapshots ?? [];
  if (oldest !== undefined) await store.dropSnapshot(namespace, oldest.id);
};
