import type * as Sqlite from "node:sqlite";
import { RELEASED, VERSIONS } from "./migrations.js";

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

const ownOf = ({ type, name }: Entry): string =>
  `it has ${type === "index" ? "an" : "a"} ${type} ${inOneLine(name)} of its own`;

/** Tables without which there is no store, whatever its version. */
const CORE: ReadonlySet<string> = new Set(["namespace", "progress", "setting"]);

/**
 * What tells the schema of a file that carries our application id from one of any version, also a newer one. Nothing, or the table of
 * versions alone, is what a first start leaves that was cut short.
 */
export const intruderIn = (schema: readonly Entry[]): string | undefined => {
  const isVersions = ({ sql }: Entry): boolean => sql === `CREATE TABLE ${VERSIONS}`;
  const others = schema.filter((entry) => !isVersions(entry));
  const core = others.filter(({ type, name }) => type === "table" && CORE.has(name));
  const isStore = others.length < schema.length && core.length === CORE.size;
  const stranger = isStore ? undefined : (others.find((entry) => !core.includes(entry)) ?? others[0]);
  return stranger && ownOf(stranger);
};

/** What tells a schema from every released one, or undefined when it is one of them, or empty. */
export const strangerIn = (sqlite: typeof Sqlite, schema: readonly Entry[]): string | undefined => {
  if (schema.length === 0) return undefined;
  const released = RELEASED.map((statements) => schemaAfter(sqlite, statements));
  if (released.some((known) => known.length === schema.length && schema.every((entry) => isIn(known, entry)))) {
    return undefined;
  }
  const stranger = schema.find((entry) => !isIn(released.flat(), entry));
  if (stranger !== undefined) return ownOf(stranger);
  return "it has some of the tables of a store, and not the others";
};
