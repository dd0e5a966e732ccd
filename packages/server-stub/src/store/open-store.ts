import { MemoryStore } from "./memory/memory-store.js";
import { fileOf, kindOf } from "./store-url.js";
import type { Store } from "./store.js";

export interface StoreListeners {
  /** Told when a store finds out, while nobody asks, that it can take nothing more. */
  readonly onLost: (error: Error) => void;
  /** Told what somebody should know, and what keeps the store from nothing. */
  readonly onNotice: (text: string) => void;
}

/**
 * The store of a URL: `memory`, `sqlite:<file>` or `postgres://…`. Drivers are loaded for the store that needs them only.
 *
 * @throws StubError `OPTION_ILLEGAL` for any other URL.
 */
export const openStore = async (url: string, listeners?: StoreListeners): Promise<Store> => {
  const kind = kindOf(url);
  if (kind === "memory") return new MemoryStore();
  if (kind === "sqlite") {
    const { SqliteStore } = await import("./sqlite/sqlite-store.js");
    return new SqliteStore({ file: fileOf(url) ?? "", ...listeners });
  }
  const { PostgresStore } = await import("./postgres/postgres-store.js");
  return new PostgresStore({ url, ...listeners });
};
