import { StubError } from "../errors.js";
import { MemoryStore } from "./memory/memory-store.js";
import type { Store } from "./store.js";

const illegal = (text: string): StubError =>
  new StubError(
    "OPTION_ILLEGAL",
    `store: ${text}; use memory, sqlite:<file> or postgres://user:password@host/database`,
  );

/**
 * The store of a URL: `memory`, `sqlite:<file>` or `postgres://…`. Drivers are loaded for the store that needs them only.
 *
 * @throws StubError `OPTION_ILLEGAL` for any other URL.
 */
export const openStore = async (url: string): Promise<Store> => {
  if (url === "memory") return new MemoryStore();
  if (url.startsWith("sqlite:")) {
    const file = url.slice("sqlite:".length);
    if (file === "") throw illegal("the file is missing");
    const { SqliteStore } = await import("./sqlite/sqlite-store.js");
    return new SqliteStore({ file });
  }
  if (/^postgres(?:ql)?:/u.test(url)) {
    const { PostgresStore } = await import("./postgres/postgres-store.js");
    return new PostgresStore({ url });
  }
  if (/^postgres(?:ql)?:\/\//.test(url)) {
    const { PostgresStore } = await import("./postgres/postgres-store.js");
    return new PostgresStore({ url });
  }
  throw illegal("is none of the known kinds");
};
