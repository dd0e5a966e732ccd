import type * as Sqlite from "node:sqlite";
import { RELEASED } from "./migrations.js";

/** What a file says of a table, index, view or trigger in it. */
export interface Entry {
  readonly type: string;
  readonly name: string;
  /** The statement that made it. */
  readonly sql: string;
}

const entriesOf = (database: Sqlite.DatabaseSync): readonly Entry[] =>
  database
    .prepare("SELECT type, name, sql FROM sqlite_schema")
    .all()
    .map(({ type, name, sql }) => ({
      type: String(type),
      name: String(name),
      sql: String(sql).replaceAll(/\s+/gu, " "),
    }))
    // Its own, for keys, counters and statistics: nobody else may use such names.
    .filter(({ name }) => !name.toLowerCase().startsWith("sqlite_"));

/** @throws an error of SQLite when the file is damaged */
export const readSchema = ({ DatabaseSync }: typeof Sqlite, location: string): readonly Entry[] => {
  const database = new DatabaseSync(location, { readOnly: true });
  try {
    return entriesOf(database);
  } finally {
    database.close();
  }
};

/** As SQLite itself writes it down, changed tables included. */
const schemaAfter = ({ DatabaseSync }: typeof Sqlite, statements: string): readonly Entry[] => {
  const database = new DatabaseSync(":memory:");
  try {
    database.exec(statements);
    return entriesOf(database);
  } finally {
    database.close();
  }
};

const isIn = (schema: readonly Entry[], { type, name, sql }: Entry): boolean =>
  schema.some((entry) => entry.type === type && entry.name === name && entry.sql === sql);

const inOneLine = (name: string): string => name.replaceAll(/\p{Cc}+/gu, " ");

/** What tells a schema from every released one, or undefined when it is one of them, or empty. */
export const strangerIn = (sqlite: typeof Sqlite, schema: readonly Entry[]): string | undefined => {
  if (schema.length === 0) return undefined;
  const released = RELEASED.map((statements) => schemaAfter(sqlite, statements));
  if (released.some((known) => known.length === schema.length && schema.every((entry) => isIn(known, entry)))) {
    return undefined;
  }
  const stranger = schema.find((entry) => !isIn(released.flat(), entry));
  if (stranger !== undefined)
    return `it has ${stranger.type === "index" ? "an" : "a"} ${stranger.type} ${inOneLine(stranger.name)} of its own`;
  return "it has some of the tables of a store, and not the others";
};
