import { MemoryStore } from "./memory/memory-store.js";
import { fileOf, kindOf } from "./store-url.js";
import type { Store } from "./store.js";

/**
 * The store of a URL: `memory`, `sqlite:<file>` or `postgres://…`. Drivers are loaded for the store that needs them only.
 *
 * @param onLost told when a store finds out, while nobody asks, that it can take nothing more
 * @throws StubError `OPTION_ILLEGAL` for any other URL.
 */
export const openStore = async (url: string, onLost: (error: Error) => void = () => {}): Promise<Store> => {
  const kind = kindOf(url);
  if (kind === "memory") return new MemoryStore();
  if (kind === "sqlite") {
    const { SqliteStore } = await import("./sqlite/sqlite-store.js");
    return new SqliteStore({ file: fileOf(url) ?? "", onLost });
  }
  const { PostgresStore } = await import("./postgres/postgres-store.js");
  return new PostgresStore({ url });
};
