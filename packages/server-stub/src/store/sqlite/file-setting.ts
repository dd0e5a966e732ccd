import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { rollBack } from "./rollback.js";

/** What a file says of itself, for those who open it. */
export type FileSetting = "lock" | "store";

/** Undefined as well where there is no table of settings (yet), or nobody can read it. */
export const readFileSetting = (database: DatabaseSync, name: FileSetting): string | undefined => {
  try {
    const value = database.prepare("SELECT value FROM setting WHERE name = ?").get(name)?.["value"];
    return typeof value === "string" ? value : undefined;
  } catch {
    // Damage is named by whoever reads all of it.
    return undefined;
  }
};

/**
 * One write, which the log begins with: so it names its store from then on.
 *
 * @param lock identity of the file that is locked for it
 */
export const writeFileSettings = (database: DatabaseSync, lock: string): void => {
  database.exec("BEGIN IMMEDIATE");
  try {
    database.exec("INSERT OR REPLACE INTO setting (name, value) VALUES ('probe', '')");
    database.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES ('lock', ?)").run(lock);
    database.prepare("INSERT OR IGNORE INTO setting (name, value) VALUES ('store', ?)").run(randomUUID());
    database.exec("COMMIT");
  } catch (error) {
    rollBack(database);
    throw error;
  }
};
