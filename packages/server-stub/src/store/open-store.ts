import { StubError } from "../model/errors.js";
import { MemoryStore } from "./memory/memory-store.js";
import type { Store } from "./store.js";

const illegal = (text: string): StubError =>
  new StubError(
    "OPTION_ILLEGAL",
    `store: ${text}; use memory, sqlite:<file> or postgres://user:password@host/database`,
  );

/**
 * The kind of store that a URL names.
 *
 * @throws StubError `OPTION_ILLEGAL` for any other text.
 */
export const kindOf = (url: string): Store["kind"] => {
  if (url === "memory") return "memory";
  if (url === "sqlite:") throw illegal("the file is missing");
  if (url === "sqlite::memory:") throw illegal("a store without a file is called memory");
  if (url.startsWith("sqlite:file:")) throw illegal("sqlite: takes the path of a file, not a file: URL");
  if (url.startsWith("sqlite:")) return "sqlite";
  if (/^postgres(?:ql)?:\/\//.test(url)) return "postgres";
  throw illegal("is none of the known kinds");
};

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
    return new SqliteStore({ file: url.slice("sqlite:".length), onLost });
  }
  const { PostgresStore } = await import("./postgres/postgres-store.js");
  return new PostgresStore({ url });
};
