import type { DatabaseSync } from "node:sqlite";

/** After an error: SQLite rolls back by itself after some, and then says of another ROLLBACK what would hide the first one. */
export const rollBack = (database: DatabaseSync): void => {
  try {
    database.exec("ROLLBACK");
  } catch {
    // There is no transaction any more, or the file does not even take that: what was the matter is known already.
  }
};
