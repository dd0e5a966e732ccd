import type * as Sqlite from "node:sqlite";

/** A database that only looks: closing it leaves the log as it is. */
export const lookInto = <T>(
  { DatabaseSync }: typeof Sqlite,
  location: string,
  look: (database: Sqlite.DatabaseSync) => T,
): T => {
  const database = new DatabaseSync(location, { readOnly: true });
  try {
    return look(database);
  } finally {
    database.close();
  }
};
