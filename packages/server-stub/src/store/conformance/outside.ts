import { DatabaseSync } from "node:sqlite";

/** What another program does with a file while a store uses it. */
export const outside = (file: string, sql: string): void => {
  const other = new DatabaseSync(file);
  other.prepare(sql).all();
  other.close();
};

export const moveLog = (file: string, how = "TRUNCATE"): void => outside(file, `PRAGMA wal_checkpoint(${how})`);
