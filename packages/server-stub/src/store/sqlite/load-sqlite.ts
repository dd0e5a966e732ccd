import type * as Sqlite from "node:sqlite";
import { StoreUnusableError } from "../errors.js";

/** Node 22 warns that SQLite is experimental whenever it is loaded, which no user of a store can help. */
const quietly = <T>(load: () => T): T => {
  const node: { emitWarning: (...given: never[]) => void } = process;
  const { emitWarning } = node;
  const others = (...given: unknown[]): void => {
    if (!String(given[0]).startsWith("SQLite is ")) Reflect.apply(emitWarning, process, given);
  };
  node.emitWarning = others;
  try {
    return load();
  } finally {
    node.emitWarning = emitWarning;
  }
};

/**
 * Node's own SQLite, by its first use. Not by `import()`: bundlers and test tools that do not know it look for a package.
 *
 * @throws StoreUnusableError on a runtime without it
 */
export const loadSqlite = (): typeof Sqlite => {
  const sqlite = quietly(() => process.getBuiltinModule("node:sqlite"));
  if (sqlite) return sqlite;
  throw new StoreUnusableError(
    "store sqlite: this runtime has no node:sqlite; use Node 22.13 or newer, or --store memory",
  );
};
