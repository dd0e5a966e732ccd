import type { Pool } from "pg";
import { createBatches, type BatchHooks, type Batches } from "./batch.js";
import { openPool, type ConnectionOptions } from "./connection.js";
import { unusable } from "./failure.js";
import { createMerger, type Merger } from "./merger.js";
import { createNotices, type Notices } from "./notices.js";
import { createRefused, type Refused } from "./refused.js";
import { createStates, type States } from "./states.js";

/** What an open store works with. */
export interface Opened {
  readonly pool: Pool;
  readonly states: States;
  readonly batches: Batches;
  readonly notices: Notices;
  readonly refused: Refused;
  readonly merger: Merger;
}

export interface OpenedHooks extends Pick<BatchHooks, "sized" | "committed"> {
  /** Something may have changed in these namespaces. */
  readonly wake: (names: Iterable<string>) => void;
}

/** @throws StoreUnusableError */
export const openParts = async (options: ConnectionOptions, hooks: OpenedHooks): Promise<Opened> => {
  const pool = await openPool(options);
  const refused = createRefused();
  const states = createStates(pool, refused);
  const reread = async (names: readonly string[], changed: readonly string[]): Promise<void> => {
    for (const name of changed) if (states.peek(name) !== undefined) await states.reload(name).catch(() => {});
    hooks.wake(names);
  };
  const notices = createNotices(pool, options.schema, {
    known: { names: () => states.names() },
    heard: (names, changed) => void reread(names, changed),
    missed: () => {
      void states.reloadAll().then(
        () => hooks.wake(states.names()),
        () => {},
      );
    },
  });
  const batches = createBatches(pool, { ...hooks, stale: (name) => states.reload(name), refused });
  try {
    await notices.start();
    await states.reloadAll();
  } catch (error) {
    // The pool does not end before the connection that listens is given back.
    await notices.close();
    await pool.end().catch(() => {});
    throw unusable(options.url, error);
  }
  return { pool, states, batches, notices, refused, merger: createMerger(pool) };
};
