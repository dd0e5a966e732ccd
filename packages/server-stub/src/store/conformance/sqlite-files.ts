import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach } from "vitest";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { SqliteStore, type SqliteStoreOptions } from "../sqlite/sqlite-store.js";
import { NAMESPACE, NOW } from "./records.js";

export interface SqliteFiles {
  /** A path in an empty folder of its own. */
  readonly fresh: () => string;
  /** What a kill at this moment would leave of a store in use: a copy in a folder of its own. */
  readonly killed: (file: string) => string;
  /** An open store with the namespace `default`; it is closed after the test. */
  readonly make: (options?: Partial<SqliteStoreOptions>) => Promise<SqliteStore>;
}

/** Files and stores of a test file, which go with it. */
export const useSqliteFiles = (): SqliteFiles => {
  const root = mkdtempSync(join(tmpdir(), "stub-sqlite-"));
  const open: SqliteStore[] = [];
  let folders = 0;
  const fresh = (): string => {
    folders += 1;
    const folder = join(root, `${folders}`);
    mkdirSync(folder);
    return join(folder, "stub.db");
  };
  const killed = (file: string): string => {
    const copy = fresh();
    for (const name of readdirSync(dirname(file))) {
      if (!/lock$|shm$/u.test(name)) copyFileSync(join(dirname(file), name), join(dirname(copy), name));
    }
    return copy;
  };
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return {
    fresh,
    killed,
    make: async (options = {}) => {
      const store = new SqliteStore({ file: fresh(), ...options });
      open.push(store);
      await store.open();
      await store.ensure(NAMESPACE, DEFAULT_CONFIG, NOW);
      return store;
    },
  };
};
